import { appendFileSync } from 'node:fs';
let marks: [string, number][] = [];
export const tm = (name: string) => {
	if (name === 'start') marks = [];
	marks.push([name, performance.now()]);
	if (name === 'end') {
		appendFileSync('/tmp/tm.log', JSON.stringify(marks.map(([n, t], i) => [n, +(t - (marks[i - 1]?.[1] ?? t)).toFixed(2)])) + '\n');
		marks = [];
	}
};
