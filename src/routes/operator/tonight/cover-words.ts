// How a gathering is covered, in a sentence or two for an operator.

interface Covered {
	holding: number;
	throughout: string[];
	covered: boolean;
	deepWork: boolean;
}

/** Who is there already, who would come, and what that means for a format that asks for two. */
export function coverWords({ holding, throughout, covered, deepWork }: Covered): string {
	const inside =
		holding === 0
			? 'Nobody with a credential has a seat in it.'
			: holding === 1
				? 'One person with a credential has a seat in it.'
				: `${holding} people with a credential have a seat in it.`;
	const outside = covered
		? throughout.length > 0
			? `On call for all of it: ${throughout.join(', ')}.`
			: 'Somebody is on call at every moment, one after the other.'
		: 'Nobody is on call for all of it.';
	const waits = deepWork && holding < 2 && !covered ? ' Its format waits until two hold it or somebody is on call.' : '';
	return `${inside} ${outside}${waits}`;
}
