// The lines of a circle and what it is asked about, for those who belong to it.

import { error } from '@sveltejs/kit';
import type { Visitor } from '$lib/server/access';
import { described } from '$lib/server/formats/described';
import { linesOf, memberIdOf, proposalOf } from '$lib/server/formats/looking-back';
import { formatOfRef } from '$lib/server/formats/usable';
import { signedIn, membershipIn } from '$lib/server/web/guards';

type Asking = Visitor & { params: { id: string } };

/** Those who belong to the circle, hold it or host it; for anybody else there is nothing here. */
export async function inside(event: Asking) {
	const { circle, host, facilitator } = await membershipIn(event, event.params.id);
	const memberId = await memberIdOf(event, circle.id);
	const holds = host || facilitator !== null;
	if (!memberId && !holds) error(404, 'There is nothing here.');
	return { circle, memberId, holds, account: event.locals.account };
}
type Inside = Awaited<ReturnType<typeof inside>>;

export async function holder(event: Asking) {
	signedIn(event);
	const at = await inside(event);
	if (!at.holds) error(403, 'Only those who host or hold this circle can do this.');
	return at;
}

export async function linesShown({ circle, memberId, holds }: Inside) {
	const [lines, asked, usual] = await Promise.all([
		linesOf(circle.id),
		proposalOf(circle.id, memberId),
		circle.formatId ? formatOfRef(circle.formatId) : null
	]);
	const next = asked && (await formatOfRef(asked.ref));
	return {
		circle: { id: circle.id, title: circle.title },
		holds,
		member: memberId !== null,
		usual: usual && { title: usual.format.title, version: usual.format.version },
		lines,
		// While a circle is asked, nobody reads how many said what; those who hold it read whether it can be adopted.
		asked: asked &&
			next && {
				id: asked.id,
				version: asked.version,
				title: asked.title,
				changes: asked.changes,
				own: asked.own,
				answered: asked.answered,
				cannot: holds && asked.cannot > 0,
				format: described(next.format)
			}
	};
}
