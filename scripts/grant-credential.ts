// `node scripts/grant-credential.ts <e-mail> [--until YYYY-MM-DD] [--revoke]`: what the operator's page does, for whoever runs the machine.
import { parseArgs } from 'node:util';
import { accountByEmail } from '../src/lib/server/accounts/accounts.ts';
import { asEmail } from '../src/lib/server/accounts/email.ts';
import { closeDb } from '../src/lib/server/db/index.ts';
import { grantCredential, revokeCredential } from '../src/lib/server/accounts/credentials.ts';
import { say } from '../src/lib/server/web/say.ts';

const yearMs = 365 * 86_400_000;
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { until: { type: 'string' }, revoke: { type: 'boolean', default: false } }
});
const [email] = positionals;
if (!email || !process.env.DATABASE_URL) {
	console.error('Usage: DATABASE_URL=… node scripts/grant-credential.ts <e-mail> [--until YYYY-MM-DD] [--revoke]');
	process.exit(2);
}

const until = values.until ? new Date(`${values.until}T23:59:59Z`) : new Date(Date.now() + yearMs);
const address = asEmail(email);
const account = address && (await accountByEmail(address));
const answer = !account
	? { refused: 'no-account' as const }
	: values.revoke
		? await revokeCredential(account.id, 'command')
		: await grantCredential(account.id, until, 'command');
await closeDb();
if ('refused' in answer) {
	console.error(say(answer.refused));
	process.exit(1);
}
console.log(
	values.revoke ? `${email} has no credential any more.` : `${email} has a credential until ${until.toISOString().slice(0, 10)}.`
);
