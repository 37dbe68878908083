// The migrations of statistics, run by the job's login: `drizzle-kit generate --config drizzle-stats.config.ts --name <short>`.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	casing: 'snake_case',
	schema: './src/lib/server/stats/schema.ts',
	out: './drizzle-stats'
});
