// A length of time until something begins, in words that do not hurry. Pure.

const many = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** @param ms from now */
export function countdown(ms: number): string {
	const minutes = Math.ceil(ms / 60_000);
	if (minutes <= 1) return 'less than a minute';
	if (minutes < 60) return many(minutes, 'minute');
	const hours = Math.floor(minutes / 60);
	if (hours >= 48) return many(Math.floor(hours / 24), 'day');
	return minutes % 60 === 0 ? many(hours, 'hour') : `${many(hours, 'hour')} and ${many(minutes % 60, 'minute')}`;
}
