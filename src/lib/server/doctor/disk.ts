// Looks at how much room is left where data is kept.

import { statfs } from 'node:fs/promises';
import { onDisk } from '../ground/disk.ts';
import { because, broken, look, ok, type Finding } from './finding.ts';

const gigabyte = 2 ** 30;
const lookBytes = 2 * gigabyte;
const brokenBytes = gigabyte / 4;

/**
 * @param dir DATA_DIR
 * @param free how many bytes are free there; asks the system
 */
export async function lookAtDisk(dir: string, free: (dir: string) => Promise<number> = freeIn): Promise<Finding> {
	let bytes: number;
	try {
		bytes = await onDisk(() => free(dir));
	} catch (error) {
		return broken(
			'disk',
			`Where data is kept does not answer: ${because(error)}.`,
			'See to the disk, or the network that it is reached by; circles go on, and mails that lie on it wait.'
		);
	}
	const says = `${(bytes / gigabyte).toFixed(1)} GB are free where data is kept.`;
	const todo = 'Make room: old backups, images and logs are the usual cause.';
	if (bytes < brokenBytes) return broken('disk', says, todo);
	return bytes < lookBytes ? look('disk', says, todo) : ok('disk', says);
}

async function freeIn(dir: string): Promise<number> {
	const { bavail, bsize } = await statfs(dir);
	return bavail * bsize;
}
