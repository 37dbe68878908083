// A rehearsal at the place that is tried, by what a newcomer hears through the door: everybody who holds the piece, and nobody else.
import { setTimeout as nap } from 'node:timers/promises';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Person } from '../../src/lib/server/simulated/person.ts';
import { newcomer } from '../../tests/support/newcomer.ts';
import { Plain } from '../lib/say.ts';
import { posts } from './people.ts';
import { origin } from './place.ts';

const comesMs = 60_000;
/** Under five minutes; a busy machine takes longer. */
const lastsMs = 480_000;
/** What was under way when a grant was taken back may arrive for a moment. */
const lateMs = 1000;

/** Sits through it. Returns the names of whom they heard; throws when somebody was heard who may not be, or when it does not end well. */
export async function hears(): Promise<string[]> {
	const client = new PageClient({ base: origin });
	const where = await posts(client, '/rehearsal', { as: 'participant', name: newcomer.name });
	const gathering = /^\/gatherings\/([^/]+)\/join$/.exec(where)![1]!;
	await posts(client, `/gatherings/${gathering}?/agree`, { agreed: 'on' });
	const person = new Person({ script: newcomer, client, gathering });
	const lately = new Map<number, number>();
	const heard = new Set<string>();
	let stranger: string | null = null;
	client.onView(({ audible }) => audible.forEach((seat) => lately.set(seat, Date.now())));
	person.comes();
	try {
		await until(() => person.native?.connected === true, comesMs, 'the newcomer is in the room');
		person.native!.ears.onVoice(({ identity }) => {
			const view = client.view!;
			const one = view.seats.find((seat) => seat.identity === identity);
			if (view.audible.includes(one?.seat ?? 0)) heard.add(one!.name);
			else if (Date.now() - (lately.get(one?.seat ?? 0) ?? 0) > lateMs) stranger ??= one?.name ?? identity;
			for (const seat of view.audible) lately.set(seat, Date.now());
		});
		await client.until(({ lifecycle }) => lifecycle === 'ended', lastsMs);
	} finally {
		await person.goes();
	}
	if (stranger) throw new Plain(`${stranger} was heard without holding the piece.`);
	return [...heard].sort();
}

async function until(holds: () => boolean, ms: number, what: string): Promise<void> {
	for (const end = Date.now() + ms; !holds(); await nap(100)) if (Date.now() > end) throw new Plain(`Not within ${ms / 1000} s: ${what}.`);
}
