// `node scripts/make-operator.ts <e-mail> [--revoke]`: says who runs this place, for whoever runs its machine.
import { parseArgs } from 'node:util';
import { asEmail } from '../src/lib/server/accounts/email.ts';
import { closeDb } from '../src/lib/server/db/index.ts';
import { makeOperator } from '../src/lib/server/operator/operators.ts';
import { say } from '../src/lib/server/web/say.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { revoke: { type: 'boolean', default: false } } });
const [email] = positionals;
if (!email || !process.env.DATABASE_URL) {
	console.error('Usage: DATABASE_URL=… node scripts/make-operator.ts <e-mail> [--revoke]');
	process.exit(2);
}

const address = asEmail(email);
const answer = address ? await makeOperator(address, !values.revoke) : { refused: 'no-account' as const };
await closeDb();
if ('refused' in answer) {
	console.error(say(answer.refused));
	process.exit(1);
}
console.log(
	values.revoke
		? `${address} is no operator any more.`
		: `${address} is an operator. They sign in anew, and find it under Account › Running this place.`
);
