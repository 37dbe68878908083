// `npm run provision-stats -- <address>`: makes the two logins that statistics need in a PostgreSQL of one's own, and prints what
// the application is told. The address is that of the application's database with an administrator's login, who may create
// roles and is not the login of the application. `--sql` prints the statements instead, for somebody else to run.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { makeRoles, mayBuild, statsEnv } from './lib/stats-roles.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { sql: { type: 'boolean', default: false } } });
const [address] = positionals;
if (!address || !URL.canParse(address)) {
	console.error('Usage: npm run provision-stats -- postgres://administrator:password@host:5432/evenround [--sql]');
	process.exit(2);
}
const database = decodeURIComponent(new URL(address).pathname.slice(1));
const application = process.env.DATABASE_URL && new URL(process.env.DATABASE_URL).username;
if (application && application === new URL(address).username) {
	console.error('This is the login of the application. Who makes these logins could use them: please take an administrator’s.');
	process.exit(1);
}

const password = () => randomBytes(24).toString('hex');
const passwords = { job: password(), page: password() };
const statements = [...makeRoles(passwords), mayBuild(database)];
if (values.sql) console.log(statements.map((statement) => `${statement};`).join('\n'));
else {
	const sql = postgres(address, { max: 1, onnotice: () => {} });
	try {
		await sql.begin(async (tx) => {
			for (const statement of statements) await tx.unsafe(statement);
		});
	} catch (error) {
		console.error(`The logins could not be made, and nothing was changed: ${(error as Error).message}`);
		process.exit(1);
	} finally {
		await sql.end();
	}
}
console.log(`${values.sql ? '\n-- ' : ''}Give these to every process of the application:`);
for (const [name, url] of Object.entries(statsEnv(address, passwords))) console.log(`${values.sql ? '-- ' : ''}${name}=${url}`);
