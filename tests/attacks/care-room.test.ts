// The care room on the real media server: its two people hear each other, nobody else hears them or comes in. Two circles at a time.
import { afterAll, beforeAll, expect, test, vi, type TestContext } from 'vitest';
import { grantOf } from '../../src/lib/gathering/grants.ts';
import { closeDb } from '../../src/lib/server/db/index.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { startBackground, stopBackground } from '../../src/lib/server/live/background.ts';
import { goOver, type Ticket } from '../../src/lib/server/live/join.ts';
import { list, token } from '../../src/lib/server/live/livekit.ts';
import { roomName } from '../../src/lib/server/live/rooms.ts';
import { Native, releaseNative } from '../../src/lib/server/simulated/native.ts';
import { voice } from '../../src/lib/server/simulated/sound.ts';
import { enters, goesOver, ticketOf, type Person } from '../support/entering.ts';
import { freshDatabase } from '../support/servers.ts';
import { accepted, goTo, seat, seated, turnOf, type Seated } from '../support/seated.ts';

/** A divergence at the media server may last this long. */
const divergenceMs = 2000;
/** The media server has put them out by then; their own library is told, and says so when it comes to it. */
const noticedMs = 10_000;
/** A room that is over, where nobody else is, is looked into this often even when no hint comes. */
const overMs = 5000 + divergenceMs;

interface Sitting {
	circle: Seated;
	mira: Person;
	robin: Person;
	jonas: Person;
	tomas: Person;
	/** Whoever else comes. */
	others: Native[];
}

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	await startBackground();
});
afterAll(async () => {
	await stopBackground();
	await releaseNative();
	await closeDb();
});

/** Jonas holds the piece and is heard; Mira and Robin may hold the circle. They all go when the test is over. */
async function sits({ onTestFinished }: TestContext): Promise<Sitting> {
	const circle = await seated(['facilitator', 'coFacilitator', 'participant', 'participant']);
	await vi.waitFor(async () => expect((await look(circle.id))!.state.value.lifecycle).toBe('lobby'), { timeout: 15_000 });
	const [mira, robin, jonas, tomas] = [await enters(circle, 1), await enters(circle, 2), await enters(circle, 3), await enters(circle, 4)];
	const others: Native[] = [];
	onTestFinished(async () => {
		await Promise.all([mira, robin, jonas, tomas].map((p) => p.leave()));
		await Promise.all(others.map((n) => n.leave()));
	});
	await vi.waitFor(
		async () => expect((await look(circle.id))!.state.context.seats.map((s) => s.connection)).toEqual(Array(4).fill('present')),
		{ timeout: 20_000 }
	);
	await accepted(circle, seat(1), { type: 'BEGIN' });
	await goTo(circle, 'check-in');
	for (let turn = await turnOf(circle); ; turn = await turnOf(circle)) {
		const { turnId } = turn;
		if (turn.seat === 3) {
			await accepted(circle, seat(3), { type: 'ACCEPT', turnId, typing: false });
			break;
		}
		await accepted(circle, seat(turn.seat), { type: 'PASS', turnId });
	}
	jonas.native.speak();
	expect(await mira.native.nextVoiceFrom(jonas.identity, 15_000)).not.toBeNull();
	return { circle, mira, robin, jonas, tomas, others };
}

/** Robin and Tomas go aside: connected there first, then gone from the circle's room. */
async function goAside({ circle, robin, tomas }: Sitting): Promise<Ticket> {
	await accepted(circle, seat(2), { type: 'INVITE_TO_CARE', seat: 4 });
	await accepted(circle, seat(4), { type: 'ACCEPT_CARE' });
	await goesOver(circle, robin);
	return goesOver(circle, tomas);
}

const careRoomNow = async ({ circle }: Sitting) => (await look(circle.id))!.state.context.care!.room;
const peopleIn = async ({ circle }: Sitting, room: string) => {
	const people = await list(roomName(circle.id, room));
	if ('unknown' in people) throw new Error('the media server does not say');
	return 'missing' in people ? [] : people.map((p) => p.identity).sort();
};

test.concurrent('[A1] [G5] the two hear each other, the circle hears neither and goes on hearing who holds the piece', async (test) => {
	const at = await sits(test);
	const { mira, robin, jonas, tomas } = at;
	await goAside(at);
	expect(await robin.native.nextVoiceFrom(tomas.identity, 15_000)).not.toBeNull();
	expect(await tomas.native.nextVoiceFrom(robin.identity, 15_000)).not.toBeNull();
	const heard = await Promise.all([
		mira.native.nextVoiceFrom(tomas.identity, 2000),
		jonas.native.nextVoiceFrom(robin.identity, 2000),
		tomas.native.nextVoiceFrom(jonas.identity, 2000)
	]);
	expect(heard).toEqual([null, null, null]);
	expect(await mira.native.nextVoiceFrom(jonas.identity, 15_000)).not.toBeNull();
});

test.concurrent('[A1] in the care room they count as here, not as lost', async (test) => {
	const at = await sits(test);
	const { circle } = at;
	await goAside(at);
	await vi.waitFor(
		async () => {
			const { seats } = (await look(circle.id))!.state.context;
			expect(seats.map((s) => [s.standing, s.connection])).toEqual([
				['admitted', 'present'],
				['inCare', 'present'],
				['admitted', 'present'],
				['inCare', 'present']
			]);
		},
		{ timeout: 5000 }
	);
});

test.concurrent('[A5] somebody else who asks for a way in gets one to the circle, and no other', async (test) => {
	const at = await sits(test);
	const { circle, mira, jonas } = at;
	await goAside(at);
	for (const person of [mira, jonas]) expect((await ticketOf(circle, person)).room).toBe('circle');
	expect(await goOver(circle.id, 4, { device: 'another', camera: true })).toEqual({ refused: 'second-device' });
});

test.concurrent('[A5] even with a token for that very room a stranger is put out before they could listen in', async (test) => {
	const at = await sits(test);
	const { circle, robin, jonas, tomas, others } = at;
	const { room } = await goAside(at);
	const forged = await token({ room: roomName(circle.id, room), identity: jonas.identity, camera: true });
	const spy = await Native.connect({ url: jonas.url, token: forged, sound: voice(150), honest: false }).catch(() => null);
	if (spy) others.push(spy);
	await vi.waitFor(async () => expect(await peopleIn(at, room)).toEqual([robin.identity, tomas.identity].sort()), {
		timeout: divergenceMs,
		interval: 20
	});
	if (spy) await vi.waitFor(() => expect(spy.connected).toBe(false), { timeout: noticedMs });
});

test.concurrent(
	'[A3] [A5] after they are back the room is over: who stays or returns with the old token is alone and put out',
	async (test) => {
		const at = await sits(test);
		const { circle, tomas, others } = at;
		const ticket = await goAside(at);
		const still = tomas.native;
		await accepted(circle, seat(2), { type: 'CARE_BACK' });
		await accepted(circle, seat(4), { type: 'CARE_BACK' });
		await vi.waitFor(async () => expect(await peopleIn(at, ticket.room)).toEqual([]), { timeout: divergenceMs, interval: 20 });
		await vi.waitFor(() => expect(still.connected).toBe(false), { timeout: noticedMs });
		expect((await goesOver(circle, tomas)).room).toBe('circle');
		await vi.waitFor(async () => expect(await peopleIn(at, 'circle')).toContain(tomas.identity), { timeout: divergenceMs });
		expect(grantOf((await look(circle.id))!.state, 4)).toMatchObject({ room: 'circle', mic: false });
		expect(tomas.native.connected).toBe(true);
		const stale = await Native.connect({ ...ticket, sound: voice(150), honest: false }).catch(() => null);
		if (stale) others.push(stale);
		await vi.waitFor(async () => expect(await peopleIn(at, ticket.room)).toEqual([]), { timeout: overMs, interval: 20 });
	}
);

test.concurrent('[A4] the person goes: the room is over at once, and nobody can be heard in it', async (test) => {
	const at = await sits(test);
	const { circle, robin } = at;
	const { room } = await goAside(at);
	const left = robin.native;
	expect(await careRoomNow(at)).toBe(room);
	await accepted(circle, seat(4), { type: 'LEAVE' });
	await vi.waitFor(async () => expect(await peopleIn(at, room)).toEqual([]), { timeout: divergenceMs, interval: 20 });
	await vi.waitFor(async () => expect(await peopleIn(at, room)).toEqual([]), { timeout: divergenceMs, interval: 20 });
	await vi.waitFor(() => expect(left.connected).toBe(false), { timeout: noticedMs });
	expect((await ticketOf(circle, robin)).room).toBe('circle');
});
