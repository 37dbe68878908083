// The simulated people of every rehearsal this node plays: comes when a newcomer sits down, also after a restart.

import { cookieName, guestCookie } from '../ground/cookies.ts';
import { practiceOf } from '../../gathering/formats/practices.ts';
import { sql } from '../db/index.ts';
import { env } from '../env/index.ts';
import { look } from '../gatherings/gatherings.ts';
import { log, logFailure } from '../ground/log.ts';
import { hashOf, newSecret } from '../ground/secrets.ts';
import { PageClient } from './client.ts';
import { rehearsalLimits } from './limits.ts';
import type { Person } from './person.ts';
import { scriptOf } from './scripts.ts';

interface Playing {
	people: Person[];
	/** When the simulated people go whatever happens. */
	until: number;
	newcomerSeen: number;
}
interface Found {
	gathering: string;
	circle: string;
	/** The id of its format, which says what is practised. */
	format: string;
	startedAt: number;
	newcomerHere: boolean;
	/** Simulated people are there, on some node, or were sent a moment ago. */
	played: boolean;
}

const playing = new Map<string, Playing>();
let timer: NodeJS.Timeout | undefined;
let open = false;

/** Begins to look after rehearsals. Safe to call twice. */
export function openCompany(): void {
	if (open) return;
	open = true;
	const next = async () => {
		await looks().catch((error: unknown) => logFailure('rehearsals', error));
		if (open) timer = setTimeout(next, rehearsalLimits.lookMs);
	};
	void next();
}

/** Ends them here without a word: the people come back, from this node or another, while the newcomer is there. */
export async function closeCompany(): Promise<void> {
	open = false;
	clearTimeout(timer);
	const people = [...playing.values()].flatMap((rehearsal) => rehearsal.people);
	playing.clear();
	await Promise.all(people.map((person) => person.stops()));
	if (people.length > 0) await (await import('./native.ts')).releaseNative();
}

async function looks(): Promise<void> {
	const found = await rehearsals();
	for (const [gathering, rehearsal] of playing) {
		if (found.find((f) => f.gathering === gathering)?.newcomerHere) rehearsal.newcomerSeen = Date.now();
		const alone = Date.now() - rehearsal.newcomerSeen > rehearsalLimits.aloneMs;
		if (alone || Date.now() > rehearsal.until) await Promise.all(rehearsal.people.map((person) => person.goes()));
	}
	for (const rehearsal of found) {
		const waits = rehearsal.newcomerHere && !rehearsal.played && !playing.has(rehearsal.gathering);
		if (waits && playing.size < rehearsalLimits.most && (await goesOn(rehearsal.gathering))) await plays(rehearsal);
	}
}

async function goesOn(gathering: string): Promise<boolean> {
	const lifecycle = (await look(gathering))?.state.value.lifecycle;
	return lifecycle === 'scheduled' || lifecycle === 'lobby' || lifecycle === 'live';
}

async function rehearsals(): Promise<Found[]> {
	return sql()<Found[]>`
		select g.id as gathering, g.circle_id as circle, g.format->>'id' as format, (extract(epoch from g.starts_at) * 1000)::float8 as "startedAt",
			bool_or(not s.simulated and p.seat is not null) as "newcomerHere",
			bool_or(s.simulated and (p.seat is not null or (s.guest_hash is not null
				and s.reserved_at > now() - ${rehearsalLimits.sentMs} * interval '1 ms'))) as played
		from gatherings g
		join circles c on c.id = g.circle_id and c.rehearsal
		join seats s on s.gathering_id = g.id
		left join presence p on p.gathering_id = g.id and p.seat = s.seat and p.expires_at > now()
		where g.starts_at > now() - ${rehearsalLimits.longestMs} * interval '1 ms'
		group by g.id`;
}

/** Sends the people in, unless another node was quicker. Each gets a fresh seat secret, as a guest does. */
async function plays({ gathering, circle, format, startedAt }: Found): Promise<void> {
	const secrets = new Map<number, { name: string; secret: string }>();
	const mine = await sql().begin(async (q) => {
		const seats = await q<{ seat: number; name: string; free: boolean }[]>`
			select seat, name, (guest_hash is null or reserved_at < now() - ${rehearsalLimits.sentMs} * interval '1 ms') as free
			from seats where gathering_id = ${gathering} and simulated for update`;
		if (!seats.every((seat) => seat.free)) return false;
		for (const { seat, name } of seats) {
			const secret = newSecret();
			secrets.set(seat, { name, secret });
			await q`update seats set guest_hash = ${hashOf(secret)}, reserved_at = now()
				where gathering_id = ${gathering} and seat = ${seat}`;
		}
		return true;
	});
	if (!mine || !open) return;
	// The media library is native code: only who plays somebody loads it.
	const { Person } = await import('./person.ts');
	const { base, origin } = ownAddress();
	const cookie = cookieName(new URL(origin), guestCookie(circle));
	const pace = env.REHEARSAL_PACE;
	const people: Person[] = [];
	for (const { name, secret } of secrets.values()) {
		const script = scriptOf(name, practiceOf({ id: format })?.id ?? 'participant');
		if (!script) continue;
		const person = new Person({
			script,
			client: new PageClient({ base, origin, cookies: { [cookie]: secret } }),
			gathering,
			pace,
			onTrouble: (_, error) => logFailure('rehearsal', error),
			onGone: () => {
				people.splice(people.indexOf(person), 1);
				if (people.length === 0) playing.delete(gathering);
			}
		});
		people.push(person);
	}
	playing.set(gathering, { people, until: startedAt + rehearsalLimits.longestMs, newcomerSeen: Date.now() });
	for (const person of [...people]) person.comes();
	log.info({ people: people.length }, 'rehearsal');
}

/** Where this process answers, and what it is called: a proxy may stand between the two. */
function ownAddress(): { base: string; origin: string } {
	const host = env.HOST && !['0.0.0.0', '::'].includes(env.HOST) ? env.HOST : '127.0.0.1';
	const local = `http://${host}:${env.PORT}`;
	const origin = env.ORIGIN ?? local;
	const { protocol, hostname } = new URL(origin);
	const direct = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
	return { base: direct ? origin : local, origin };
}
