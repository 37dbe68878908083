import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	casing: 'snake_case',
	schema: ['./src/lib/server/db/schema.ts', './src/lib/server/db/schema-care.ts', './src/lib/server/db/schema-formats.ts', './src/lib/server/db/schema-house.ts', './src/lib/server/db/schema-mails.ts', './src/lib/server/db/schema-rights.ts', './src/lib/server/db/schema-seats.ts', './src/lib/server/db/schema-stats.ts'],
	out: './drizzle'
});
