// Whether a folder is one in which Evenround can be built: its name, and the room on its disk. Plain JavaScript without packages.
import { statfsSync } from 'node:fs';

/** Packages, the build and the first data; measured, 0.8 GB. */
export const neededBytes = 1e9;
/** Where the packages are there already. */
export const neededLaterBytes = 2e8;

/**
 * The framework's build takes the folder's path for a pattern, and leaves something out without a word where it finds one.
 * @param {string} folder
 * @returns {string | null} what to do about its name; null when it is well
 */
export function oddName(folder) {
	const odd = [...new Set(folder.match(/[[\](){}!*?|]/g) ?? [])];
	if (odd.length === 0) return null;
	return `Evenround cannot be built in a folder whose path holds ${odd.join(' ')}\n  ${folder}\nRename the folder, or move it, and run the same command again. Letters, digits, spaces, dots and dashes are fine.`;
}

/**
 * @param {number} freeBytes
 * @param {number} needed in bytes
 * @param {string} where as the end of a sentence
 * @returns {string | null} null when there is room enough
 */
export function tooFull(freeBytes, needed, where) {
	if (freeBytes >= needed) return null;
	return `there is too little room for ${where}: ${megabytes(freeBytes)} MB are free, and ${megabytes(needed)} MB are needed`;
}

/** @param {number} bytes */
const megabytes = (bytes) => Math.floor(bytes / 1e6);

/**
 * @param {string} dir
 * @returns {number} bytes that this user may still write there
 */
export function freeIn(dir) {
	const { bavail, bsize } = statfsSync(dir);
	return bavail * bsize;
}
