// Why a camera or microphone does not come, told apart.

export type PreviewState = 'off' | 'starting' | 'on' | 'blocked' | 'missing' | 'busy';

/** A browser's error, in the words of a person. `missing` is told apart from `busy` (another app has it). */
export function troubleOf(error: { name: string }): Exclude<PreviewState, 'off' | 'starting' | 'on'> {
	if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'blocked';
	if (error.name === 'NotReadableError' || error.name === 'AbortError') return 'busy';
	return 'missing';
}
