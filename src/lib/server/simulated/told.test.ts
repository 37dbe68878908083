import { describe, expect, it } from 'vitest';
import { Table } from '../../../../tests/support/table.ts';
import { practices, type PracticeId } from '../../gathering/formats/practices.ts';
import { minutes, seconds } from '../../gathering/limits.ts';
import type { Role } from '../../gathering/types.ts';
import { rings } from './scripts.ts';
import { follow, sentencesOf, type ToldMoment } from './told.ts';

const names = ['', 'Robin', 'Mira', 'Lea', 'Jonas'];
const roles: Role[] = ['facilitator', 'coFacilitator', 'participant', 'participant'];

class Watched extends Table {
	moments: ToldMoment[] = [];
	override send(...asked: Parameters<Table['send']>) {
		const no = super.send(...asked);
		if (no === null) this.moments.push({ at: this.now, state: this.state });
		return no;
	}
	told(me: number) {
		return sentencesOf(follow(this.moments), me, (seat) => names[seat]!);
	}
}
const begun = (who = roles) => {
	const t = new Watched(practices[0]!.format).seats(who) as Watched;
	return t
		.after(minutes(20))
		.joins(...who.map((_, i) => i + 1))
		.after(minutes(10))
		.does(1, 'BEGIN') as Watched;
};

describe('what happened', () => {
	it('says who was with whom, and how soon', () => {
		const t = begun().does(3, 'SUPPORT').after(seconds(12)).does(1, 'BE_WITH').does(3, 'ACCEPT_CARE') as Watched;
		expect(t.told(1)).toEqual([
			'Lea called. You were with Lea after 12 seconds.',
			'Lea went aside with somebody.',
			'Lea’s call is still open.'
		]);
		expect(t.told(3)[0]).toBe('You called. Robin was with you after 12 seconds.');
		t.after(seconds(30)).does(1, 'CARE_BACK').does(3, 'CARE_BACK').does(1, 'CLOSE_CASE');
		expect(t.told(1)[0]).toBe('Lea called. You were with Lea after 12 seconds.');
		expect(t.told(1).at(-1)).toBe('Lea’s call was closed in words.');
	});

	it('does not say that somebody was there who was not', () => {
		const t = begun().does(3, 'SUPPORT').after(seconds(5)).does(3, 'LEAVE') as Watched;
		expect(t.told(1)).toEqual(['Lea called and left before anybody was with them.', 'Lea’s call is still open.']);
		expect(begun().told(1)).toEqual(['Nobody called for support this time.']);
	});

	it('says who led on when the leader was lost', () => {
		const t = begun().does(2, { type: 'TAKEOVER', seat: 3 }).drops(2).after(seconds(20)) as Watched;
		expect(t.told(1)).toContain('Mira’s line was lost while they were leading a pause. Nobody led on.');
		t.does(1, { type: 'RESUME', mode: 'exact' });
		expect(t.told(1).at(-1)).toMatch(/Mira’s line was lost .* after 20 seconds\.$/);
	});
});

describe('the practices', () => {
	it.each(practices)(
		'$id: has a ring with one place for the newcomer, and says beforehand what will happen by names that sit there',
		({ id, before, as, format }) => {
			const ring = rings[id as PracticeId];
			expect(ring.filter((place) => place === 'newcomer')).toHaveLength(1);
			const there = ring.flatMap((place) => (place === 'newcomer' ? [] : [place.name]));
			for (const name of ['Mira', 'Lea', 'Amara', 'Tomasz', 'Jonas']) if (before.includes(name)) expect(there).toContain(name);
			const led = ring.some((place) => place !== 'newcomer' && place.role === 'facilitator');
			expect(led).toBe(as === 'coFacilitator');
			expect(format.phases[0]!.notes).toBe(before);
		}
	);
});
