// Natives in a room of the real video server: what they send is judged by what the others hear.

import { randomUUID } from 'node:crypto';
import { AccessToken, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Native, releaseNative, type Joining } from '../../src/lib/server/simulated/native.ts';
import { face } from '../../src/lib/server/simulated/picture.ts';
import { timed, voice } from '../../src/lib/server/simulated/sound.ts';
import { testServers } from '../support/servers.ts';

const { LIVEKIT_URL, LIVEKIT_INTERNAL_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = testServers().livekit;
const rooms = new RoomServiceClient(LIVEKIT_INTERNAL_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET);
let room = '';
let natives: Native[] = [];

const sources = (mic: boolean) => (mic ? [TrackSource.CAMERA, TrackSource.MICROPHONE] : [TrackSource.CAMERA]);
const grant = (who: Native, mic: boolean) =>
	rooms.updateParticipant(room, who.identity, { permission: { canSubscribe: true, canPublish: true, canPublishSources: sources(mic) } });

async function enters(identity: string, joining: Partial<Joining> & { mic?: boolean } = {}): Promise<Native> {
	const token = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, { identity, ttl: 600 });
	token.addGrant({ room, roomJoin: true, canSubscribe: true, canPublish: true, canPublishSources: sources(joining.mic ?? false) });
	const native = await Native.connect({ url: LIVEKIT_URL, token: await token.toJwt(), sound: voice(140), ...joining });
	natives.push(native);
	return native;
}

/** Nobody hears this person any more, and nobody does for a second after that. */
async function isSilentFor(listener: Native, identity: string) {
	await vi.waitFor(() => expect(listener.hears(identity)).toBe(false), { timeout: 3000, interval: 50 });
	expect(await listener.nextVoiceFrom(identity, 1000)).toBeNull();
}

beforeEach(() => {
	room = randomUUID();
	natives = [];
});
afterEach(async () => {
	await Promise.all(natives.map((native) => native.leave()));
});
afterAll(releaseNative);

describe('native participants', () => {
	it('hear each other speak, and stop hearing who falls silent', async () => {
		const jonas = await enters('jonas', { mic: true, sound: voice(110) });
		const mira = await enters('mira', { mic: true, sound: voice(210) });
		jonas.speak();
		expect((await mira.nextVoiceFrom('jonas', 5000))?.level).toBeGreaterThan(0.01);
		mira.speak();
		expect(await jonas.nextVoiceFrom('mira', 5000)).not.toBeNull();
		jonas.hush();
		await isSilentFor(mira, 'jonas');
		expect(jonas.hears('mira')).toBe(true);
	});

	it('a warm microphone is sent and is silent until its person speaks', async () => {
		const listener = await enters('listener');
		const offered = await enters('offered');
		await grant(offered, true);
		await vi.waitFor(() => expect(offered.sends('mic')).toBe(true), { timeout: 3000 });
		expect(await listener.nextVoiceFrom('offered', 1000)).toBeNull();
		offered.speak();
		expect(await listener.nextVoiceFrom('offered', 10_000)).not.toBeNull();
	});

	it('send only what is granted, learn of each change, and speak again after a new grant', async () => {
		const listener = await enters('listener');
		const holder = await enters('holder');
		holder.speak();
		expect(holder.allowed).toEqual({ mic: false, camera: true });
		expect(await listener.nextVoiceFrom('holder', 700)).toBeNull();
		await grant(holder, true);
		expect(await listener.nextVoiceFrom('holder', 10_000)).not.toBeNull();
		await grant(holder, false);
		await vi.waitFor(() => expect(holder.sends('mic')).toBe(false), { timeout: 3000 });
		await isSilentFor(listener, 'holder');
		await grant(holder, true);
		expect(await listener.nextVoiceFrom('holder', 10_000)).not.toBeNull();
	});

	it('are heard again when a grant is taken away and given back at once', async () => {
		const listener = await enters('listener');
		const holder = await enters('holder', { mic: true });
		holder.speak();
		expect(await listener.nextVoiceFrom('holder', 10_000)).not.toBeNull();
		await grant(holder, false);
		await grant(holder, true);
		const settled = performance.timeOrigin + performance.now() + 500;
		await vi.waitFor(() => expect(listener.ears.last('holder')?.at).toBeGreaterThan(settled), { timeout: 5000 });
	});

	it('show a picture, granted or taken away like the voice', async () => {
		const shown = await enters('shown', { picture: face(1) });
		await vi.waitFor(() => expect(shown.sends('camera')).toBe(true), { timeout: 3000 });
		const tracks = async () => (await rooms.getParticipant(room, 'shown')).tracks.map((track) => track.source);
		await vi.waitFor(async () => expect(await tracks()).toEqual([TrackSource.CAMERA]), { timeout: 3000 });
	});

	it('who shouts without a grant is refused by the server and heard by nobody', async () => {
		const listener = await enters('listener');
		const shouter = await enters('shouter', { honest: false });
		shouter.speak();
		expect(await shouter.send('mic')).toBe(false);
		expect(listener.ears.last('shouter')).toBeNull();
	});

	it('who goes on shouting after the grant is revoked is not heard', async () => {
		const listener = await enters('listener');
		const shouter = await enters('shouter', { honest: false, mic: true });
		shouter.speak();
		expect(await shouter.send('mic')).toBe(true);
		expect(await listener.nextVoiceFrom('shouter', 10_000)).not.toBeNull();
		await grant(shouter, false);
		await isSilentFor(listener, 'shouter');
		expect(shouter.sends('mic')).toBe(true);
	});

	it('the tone tells when it was captured, through codec and network', async () => {
		const listener = await enters('listener', { listen: 'timed' });
		const clock = await enters('clock', { mic: true, sound: timed() });
		const captured: number[] = [];
		listener.ears.onVoice((heard) => heard.capturedAt !== null && captured.push(heard.capturedAt));
		const now = () => performance.timeOrigin + performance.now();
		for (let n = 0; n < 3; n++) {
			captured.length = 0;
			const from = now();
			clock.speak();
			await vi.waitFor(() => expect(captured.length).toBeGreaterThan(50), { timeout: 5000 });
			const until = now();
			clock.hush();
			await vi.waitFor(() => expect(listener.hears('clock')).toBe(false), { timeout: 3000, interval: 20 });
			// Nothing is dated before it was said or after; on a busy machine the ends may be lost, never most of it.
			const [first, last] = [captured[0] ?? NaN, captured.at(-1) ?? NaN];
			expect(first).toBeGreaterThan(from - 40);
			expect(last).toBeLessThan(until + 40);
			expect(last - first).toBeGreaterThan((until - from) / 3);
		}
	});

	it('one who was removed learns that they are gone', async () => {
		let gone = false;
		const removed = await enters('removed', { mic: true, onGone: () => (gone = true) });
		await vi.waitFor(() => expect(removed.sends('mic')).toBe(true), { timeout: 3000 });
		await rooms.removeParticipant(room, 'removed');
		await vi.waitFor(() => expect(gone).toBe(true), { timeout: 3000 });
		expect(removed.connected).toBe(false);
	});
});
