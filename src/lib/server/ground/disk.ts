// The disk under DATA_DIR: whatever the application reads and writes there while it runs goes through here, one after the other and
// never for long. A disk that stands still keeps one thread; it does not take them all, which also check passwords and look up names.

import { noteAnswer } from './silence.ts';

/** Longer than a disk that works takes for one file. */
const longestMs = 5000;

const standsStill = (): Error => new Error('it stands still');
const waiting = new Set<(error: Error) => void>();
let stuck = false;
let last: Promise<void> = Promise.resolve();

/**
 * Does one thing on the disk, after whatever was begun before. What takes too long is given up here, though it may still be done:
 * it and all that wait behind it fail, and so does everything that comes until the disk goes on.
 */
export function onDisk<T>(does: () => Promise<T>): Promise<T> {
	if (stuck) noteAnswer('disk', false);
	if (stuck) return Promise.reject(standsStill());
	const { promise, resolve, reject } = Promise.withResolvers<T>();
	waiting.add(reject);
	last = last.then(async () => {
		if (!waiting.has(reject)) return;
		const late = setTimeout(giveUp, longestMs);
		try {
			resolve(await does());
		} catch (error) {
			reject(error);
		}
		clearTimeout(late);
		waiting.delete(reject);
		stuck = false;
		noteAnswer('disk', true);
	});
	return promise;
}

/** What is not there is nothing; what cannot be read is not. For `catch`. */
export const nothingFor =
	<T>(nothing: T) =>
	(error: NodeJS.ErrnoException): T => {
		if (error.code === 'ENOENT') return nothing;
		throw error;
	};

function giveUp(): void {
	stuck = true;
	noteAnswer('disk', false);
	for (const reject of waiting) reject(standsStill());
	waiting.clear();
}
