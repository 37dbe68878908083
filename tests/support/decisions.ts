// The index of the decisions, made from their own first lines.
import path from 'node:path';
import { read } from './source.ts';

/** The index as it has to be, from the paths of all decisions. */
export function indexOf(paths: string[]): string {
	const lines = paths.toSorted().map((file) => {
		const name = path.basename(file);
		return `| ${name.slice(0, 10)} | [${/^# (.+)$/m.exec(read(file))![1]}](${name}) |`;
	});
	return [
		'# Decisions',
		'',
		'What somebody will ask about later, each on half a page: what was asked, what was chosen, and what it costs.',
		'',
		'| when | what |',
		'| --- | --- |',
		...lines,
		''
	].join('\n');
}
