// What a process has used of the processors, as the kernel counts it. Linux alone tells it so.
import { readFileSync } from 'node:fs';

const ticksASecond = 100;

/** Milliseconds of processor time of a process and all its threads, since it began. */
export function cpuMs(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksASecond;
}
