// The two logins of statistics beside the application's: the job's, which owns the schema `stats`, and the page's, which may
// read releases. What each may do there is granted by the job's own migrations; here they are only made.

export const jobRole = 'evenround_stats_job';
export const pageRole = 'evenround_stats_page';

export interface Passwords {
	job: string;
	page: string;
}

/**
 * Statements that make both logins or give them these passwords, each on one line, and harmless when run again. For an
 * administrator; the database's own statement is `mayBuild`.
 * @param passwords letters and digits only
 */
export const makeRoles = ({ job, page }: Passwords): string[] => [
	...[jobRole, pageRole].map(
		(role) => `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$`
	),
	`alter role ${jobRole} login password '${job}'`,
	`alter role ${pageRole} login password '${page}'`,
	`alter role ${pageRole} set default_transaction_read_only = on`
];

/** The job may make its schema in this database. */
export const mayBuild = (database: string): string => `grant create on database "${database}" to ${jobRole}`;

/** The same database, for another login. */
export function loginAs(url: string, role: string, password: string): string {
	const other = new URL(url);
	other.username = role;
	other.password = password;
	return other.href;
}

/** What the application is told: both addresses of the database at `url`. */
export const statsEnv = (url: string, { job, page }: Passwords) => ({
	STATS_JOB_DATABASE_URL: loginAs(url, jobRole, job),
	STATS_PAGE_DATABASE_URL: loginAs(url, pageRole, page)
});
