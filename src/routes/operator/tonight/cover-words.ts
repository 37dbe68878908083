// How a gathering is covered, in a sentence or two for an operator.

import type { CannotBegin } from '$lib/gathering/course/beginning';

interface Covered {
	holding: number;
	throughout: string[];
	covered: boolean;
	cannot: CannotBegin;
}

const waiting: Record<NonNullable<CannotBegin>, string> = {
	'not-covered': ' It waits until two with a credential hold it, or somebody is on call.',
	'not-credentialed': ' It waits until somebody with a credential holds it.',
	'beyond-peers': ' It does not begin as it is: it is more than you allow among peers, or needs somebody on call.'
};

/** Who is there already, who would come, and what it would wait for. */
export function coverWords({ holding, throughout, covered, cannot }: Covered): string {
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
	return `${inside} ${outside}${cannot ? waiting[cannot] : ''}`;
}
