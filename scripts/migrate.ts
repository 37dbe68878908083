// `node scripts/migrate.ts`: brings DATABASE_URL to the newest schema.

import { migrate } from '../src/lib/server/db/migrate.ts';

const url = process.env.DATABASE_URL;
if (!url) {
	console.error('DATABASE_URL is not set.');
	process.exit(2);
}
await migrate(url);
