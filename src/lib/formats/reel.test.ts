// The reel of a gathering: everything is seen, in order, in a minute.

import { expect, test } from 'vitest';
import { formats, listeningInPairs } from '../gathering/formats/index.ts';
import { phaseOf } from '../gathering/context.ts';
import { reelMs, reelOf, shownAt } from './reel.ts';

test.each(formats.map((format) => [format.title, format] as const))(
	'%s: a minute from the lobby to the end, every phase in it',
	(_, format) => {
		const reel = reelOf(format);
		expect(reel.phases.map(({ id }) => id)).toEqual(['lobby', ...format.phases.map(({ id }) => id), 'aftercare']);
		expect(shownAt(reel, 0).moment.state.value.lifecycle).toBe('lobby');
		expect(shownAt(reel, reelMs).moment.state.value.lifecycle).toBe('ended');
		let before = -Infinity;
		for (let t = 0; t <= reelMs; t += 500) {
			const { now, moment } = shownAt(reel, t);
			expect(now).toBeGreaterThanOrEqual(before);
			expect(now).toBeGreaterThanOrEqual(moment.at);
			before = now;
		}
	}
);

test('a jump lands in the phase it names', () => {
	const reel = reelOf(listeningInPairs);
	for (const { id, beginsMs } of reel.phases.slice(1)) expect(phaseOf(shownAt(reel, beginsMs).moment.state.context)?.id).toBe(id);
});
