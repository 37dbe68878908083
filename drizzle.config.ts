import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	casing: 'snake_case',
	schema: './src/lib/server/db/schema-*.ts',
	out: './drizzle'
});
