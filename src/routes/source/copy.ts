// What the page about the source says of this place, from whether its operator said where the source is. Pure.

/**
 * @param address where the operator says that the source of this place is; null when they did not
 * @param operator whoever reads it runs this place
 */
export function sourceOf(address: string | null, operator: boolean): string {
	if (address !== null) return 'What runs here, with whatever was changed for this place, is there:';
	if (operator)
		return 'You have not said here yet where the source of this place is. Set SOURCE_URL to the address, and this page links there.';
	return 'Whoever runs this place has not said here yet where its source is. You have a right to it: ask them.';
}
