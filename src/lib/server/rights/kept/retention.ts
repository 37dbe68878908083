// The inventory as the table in docs/retention.md. A test holds the two together.

import { elsewhere, kept } from './index.ts';

/** The table, in Markdown. */
export function retention(): string {
	const lines = Object.entries({ ...kept, ...elsewhere }).map(
		([table, { what, until, by }]) => `| \`${table}\` | ${what} | ${until} | ${by} |`
	);
	return ['| table | what lies there | until | who sees to it |', '| --- | --- | --- | --- |', ...lines].join('\n');
}
