// The secrets of one instance: made once, kept in DATA_DIR with mode 0600, never printed.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Secrets {
	livekitKey: string;
	/** LiveKit refuses less than 32 characters. */
	livekitSecret: string;
	/** The password of the database's superuser. */
	postgresPassword: string;
	/** The password of the application's own database role. */
	databasePassword: string;
	/** The passwords of the two logins of statistics. */
	statsJobPassword: string;
	statsPagePassword: string;
	/** Seals what people write for a moment of need. Lost, no card opens any more. */
	cardKey: string;
}

/** Reads the secrets of `dir` (a DATA_DIR), making those that are missing. */
export function readSecrets(dir: string): Secrets {
	const file = path.join(dir, 'secrets.json');
	const kept: Partial<Secrets> = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
	const secrets: Secrets = {
		livekitKey: `key${random(9)}`,
		livekitSecret: random(32),
		postgresPassword: random(24),
		databasePassword: random(24),
		statsJobPassword: random(24),
		statsPagePassword: random(24),
		cardKey: random(32),
		...kept
	};
	if (Object.keys(secrets).some((name) => !(name in kept))) {
		writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, '\t')}\n`, { mode: 0o600 });
		renameSync(`${file}.new`, file);
	}
	return secrets;
}

function random(bytes: number): string {
	return randomBytes(bytes).toString('hex');
}
