// `node scripts/deploy-env.ts <domain> <public address> <e-mail>`: writes deploy/.env for the compose file, with fresh secrets.
// Needs nothing installed. Never touches a file that is there: its secrets open what is stored.
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** @param address of this machine, as the world reaches it */
export function deployEnv(domain: string, address: string, email: string): string {
	const secret = (bytes: number) => randomBytes(bytes).toString('hex');
	return [
		'# Made once by scripts/deploy-env.ts. Keep a copy where the backups are not.',
		`APP_DOMAIN=${domain}`,
		`VIDEO_DOMAIN=video.${domain}`,
		`TURN_DOMAIN=turn.${domain}`,
		`PUBLIC_IP=${address}`,
		'',
		'# Who hears of trouble with certificates.',
		`ACME_EMAIL=${email}`,
		'',
		'# Mails lie in the data volume until this is set: smtps://user:password@mail.example.org',
		'SMTP_URL=',
		`MAIL_FROM=Evenround <circles@${domain}>`,
		'',
		'# Somebody outside the circles; it can also be set on the operator’s page.',
		'SAFETY_CONTACT_EMAIL=',
		'',
		`POSTGRES_PASSWORD=${secret(24)}`,
		`DATABASE_PASSWORD=${secret(24)}`,
		`STATS_JOB_PASSWORD=${secret(24)}`,
		`STATS_PAGE_PASSWORD=${secret(24)}`,
		`LIVEKIT_API_KEY=key${secret(9)}`,
		`LIVEKIT_API_SECRET=${secret(32)}`,
		'# Seals what people leave for a moment of need. Lost, it opens no more.',
		`CARD_KEY=${secret(32)}`,
		'# Seals the backups. Without it they do not open.',
		`BACKUP_PASSPHRASE=${secret(24)}`,
		''
	].join('\n');
}

if (import.meta.main) {
	const [domain, address, email] = process.argv.slice(2);
	const file = path.resolve(import.meta.dirname, '..', 'deploy', '.env');
	const stop = (why: string) => {
		console.error(why);
		process.exit(1);
	};
	if (!domain || !address || !email) stop('Usage: node scripts/deploy-env.ts circles.example.org 203.0.113.7 you@example.org');
	if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(domain!)) stop(`${domain} is not a domain's name.`);
	if (net.isIP(address!) !== 4) stop(`${address} is not an IPv4 address.`);
	if (!/^\S+@\S+$/.test(email!)) stop(`${email} is not an e-mail address.`);
	if (existsSync(file)) stop(`${file} is there already and was not touched.`);
	writeFileSync(file, deployEnv(domain!, address!, email!), { mode: 0o600 });
	console.log(`Written: ${file}. Look through it, set SMTP_URL, and keep a copy elsewhere.`);
}
