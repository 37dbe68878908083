// People of a seated gathering in the real room: a page's subscription and a native participant each, in this process.
import { randomUUID } from 'node:crypto';
import type { Seat } from '../../src/lib/gathering/types.ts';
import { subscribe } from '../../src/lib/server/live/changes.ts';
import { goOver, joinRoom, type Ticket } from '../../src/lib/server/live/join.ts';
import { sayPresent } from '../../src/lib/server/live/presence.ts';
import { Native, type Joining } from '../../src/lib/server/simulated/native.ts';
import { voice } from '../../src/lib/server/simulated/sound.ts';
import type { Seated } from './seated.ts';

/** A page says so often that it is here. */
const wordMs = 5000;

export interface Person {
	seat: Seat;
	identity: string;
	native: Native;
	/** The token they came in with. */
	token: string;
	url: string;
	/** Closes page and connection. */
	leave(): Promise<void>;
}

/** A join of this seat through the real endpoint's own function. Throws when it is refused. */
export async function joined(at: Seated, seat: Seat, how: { device?: string; moveHere?: boolean } = {}) {
	const { device = `device-${seat}`, moveHere = false } = how;
	const answer = await joinRoom(at.id, seat, { commandId: randomUUID(), device, moveHere, camera: true });
	if (!('token' in answer)) throw new Error(`seat ${seat} was not let in: ${JSON.stringify(answer)}`);
	return answer;
}

/** Opens a page and enters the room, sounding at a pitch of their own. */
export async function enters(at: Seated, seat: Seat, joining: Partial<Joining> = {}): Promise<Person> {
	const page = subscribe(
		at.id,
		seat,
		() => {},
		() => {}
	);
	const words = setInterval(() => sayPresent(at.id, page.stream), wordMs).unref();
	const { token, url, identity } = await joined(at, seat);
	const native = await Native.connect({ url, token, sound: voice(90 + 30 * seat), ...joining });
	const person: Person = {
		seat,
		identity,
		native,
		token,
		url,
		async leave() {
			clearInterval(words);
			page.end();
			await person.native.leave();
		}
	};
	return person;
}

/** The way into the room where this person belongs now, as their page asks for it. */
export async function ticketOf(at: Seated, person: Person): Promise<Ticket> {
	const answer = await goOver(at.id, person.seat, { device: `device-${person.seat}`, camera: true });
	if (!('token' in answer)) throw new Error(`seat ${person.seat} has no way in: ${JSON.stringify(answer)}`);
	return answer;
}

/** Goes over to where they belong now as a page does: connected there first, then gone from where they were. */
export async function goesOver(at: Seated, person: Person): Promise<Ticket> {
	const ticket = await ticketOf(at, person);
	const before = person.native;
	person.native = await Native.connect({ ...ticket, sound: voice(90 + 30 * person.seat) });
	person.native.speak();
	await before.leave();
	return ticket;
}

/** The newest token the media server handed to a participant: it carries the grants of that moment. */
export const refreshedToken = (person: Person): string => person.native.token;
