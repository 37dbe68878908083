// What happened in a practice, from the states it went through: who called, when somebody was with them, who led on. Pure.

import type { Instant, Ms, Seat, Signal } from '../../gathering/types.ts';
import { pauseOf, over, type State } from '../../gathering/state.ts';

export interface ToldMoment {
	at: Instant;
	state: State;
}
interface Call {
	seat: Seat;
	at: Instant;
	/** Who was with them first, and when. */
	with: { seat: Seat; at: Instant } | null;
	aside: boolean;
	left: boolean;
	answer: Signal['answer'];
	ended: 'withdrawn' | 'closed' | null;
}
/** The leader of a pause was lost, and who led on. */
interface Loss {
	seat: Seat;
	at: Instant;
	led: { seat: Seat; at: Instant } | null;
}
export interface ToldStory {
	calls: Call[];
	losses: Loss[];
	/** It was ended, and not left. */
	ended: boolean;
}

/** Follows the states, in order. */
export function follow(moments: Iterable<ToldMoment>): ToldStory {
	const calls = new Map<string, Call>();
	const losses: Loss[] = [];
	let ended = false;
	for (const { at, state } of moments) {
		const c = state.context;
		ended ||= over(state);
		for (const s of c.signals) {
			if (s.whom === 'aside') continue;
			const call = calls.get(s.id) ?? { seat: s.seat, at, with: null, aside: false, left: false, answer: null, ended: null };
			calls.set(s.id, call);
			if (s.with !== null) call.with ??= { seat: s.with, at };
			call.aside ||= c.care?.seat === s.seat;
			call.left ||= c.seats.find(({ seat }) => seat === s.seat)?.standing === 'left';
			call.answer = s.answer ?? call.answer;
			call.ended = s.withdrawn ? 'withdrawn' : s.closed ? 'closed' : null;
		}
		const last = losses.at(-1);
		const leader = c.seats.find(({ seat }) => seat === c.takeover?.leader);
		if (leader?.connection === 'lost' && (!last || last.seat !== leader.seat)) losses.push({ seat: leader.seat, at, led: null });
		else if (last && last.led === null) {
			const led = leader && leader.seat !== last.seat ? leader.seat : null;
			if (led !== null) last.led = { seat: led, at };
			else if (pauseOf(state) === 'none' && !over(state)) last.led = { seat: last.seat, at };
		}
	}
	return { calls: [...calls.values()], losses, ended };
}

const seconds = (ms: Ms): string => (ms < 1500 ? 'at once' : `after ${Math.round(ms / 1000)} seconds`);

/** What happened, one sentence for each thing, as the person in `me` reads it. */
export function sentencesOf({ calls, losses }: ToldStory, me: Seat, nameOf: (seat: Seat) => string): string[] {
	const said: string[] = [];
	for (const call of calls) {
		const own = call.seat === me;
		const name = nameOf(call.seat);
		const whom = own ? 'you' : name;
		if (call.with === null)
			said.push(
				own
					? 'You called, and nobody was with you.'
					: call.left
						? `${name} called and left before anybody was with them.`
						: `${name} called, and nobody was with them.`
			);
		else {
			const { seat, at } = call.with;
			said.push(
				`${own ? 'You called.' : `${name} called.`} ${seat === me ? 'You were' : `${nameOf(seat)} was`} with ${whom} ${seconds(at - call.at)}.`
			);
		}
		if (call.aside) said.push(own ? 'You went aside together.' : `${name} went aside with somebody.`);
		if (call.left && call.with !== null) said.push(`${own ? 'You' : name} left before the end.`);
		if (call.ended === 'withdrawn') said.push(own ? 'You took your call back.' : `${name} took the call back: they are all right.`);
		else if (call.ended === 'closed') said.push(`${own ? 'Your' : `${name}’s`} call was closed in words.`);
		else said.push(`${own ? 'Your' : `${name}’s`} call is still open.`);
	}
	for (const { seat, at, led } of losses) {
		const lost = `${nameOf(seat)}’s line was lost while ${seat === me ? 'you were' : 'they were'} leading a pause.`;
		if (led === null) said.push(`${lost} Nobody led on.`);
		else if (led.seat === seat) said.push(`${lost} The circle went on ${seconds(led.at - at)}.`);
		else said.push(`${lost} ${led.seat === me ? 'You' : nameOf(led.seat)} led on ${seconds(led.at - at)}.`);
	}
	return said.length === 0 ? ['Nobody called for support this time.'] : said;
}
