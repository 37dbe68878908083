// Somebody in a browser who sends what they please: any kind of track under any label, to whom they choose. What it is for is to be
// refused or ended. Everything inside `raw` runs in the page and must not reach outside itself.
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { root } from '../../scripts/lib/paths.ts';
import { pitchOf } from './e2e-senses.ts';

export const kinds = ['audio', 'video'] as const;
export const sources = ['microphone', 'camera', 'screen_share', 'screen_share_audio', 'unknown'] as const;
export type Kind = (typeof kinds)[number];
export type Source = (typeof sources)[number];

interface Raw {
	enter(url: string, token: string): Promise<void>;
	/** The track's id at the server; null when the server did not take it: then it says nothing at all. */
	publish(kind: string, source: string, name: string): Promise<string | null>;
	/** Lets these identities receive them and nobody else; null: everybody. */
	letOnly(identities: string[] | null): void;
}
declare global {
	interface Window {
		raw: Raw;
	}
}

export class RawSender {
	readonly #page: Page;
	readonly #client: PageClient;
	identity = '';
	room = '';

	private constructor(page: Page, client: PageClient) {
		this.#page = page;
		this.#client = client;
	}

	static async opens(browser: Browser, base: string, cookies: Record<string, string>, seat: number): Promise<RawSender> {
		const page = await (await browser.newContext({ bypassCSP: true })).newPage();
		await page.goto(`${base}/healthz`);
		await page.addScriptTag({ path: path.join(root, 'node_modules', 'livekit-client', 'dist', 'livekit-client.umd.js') });
		await page.evaluate(raw, pitchOf(seat));
		return new RawSender(page, new PageClient({ base, cookies }));
	}

	/** Comes in anew, as a page does, into the room where their seat belongs now. */
	async comesIn(gathering: string): Promise<void> {
		const entered = await this.#client.join(gathering);
		if ('refused' in entered) throw new Error(`not let in: ${entered.refused}`);
		this.identity = entered.identity;
		this.room = entered.room;
		await this.#page.evaluate(({ url, token }) => window.raw.enter(url, token), entered);
	}

	publish(kind: Kind, source: Source): Promise<string | null> {
		return this.#page.evaluate(([kind, source]) => window.raw.publish(kind, source, `${kind} as ${source}`), [kind, source] as const);
	}

	letOnly(identities: string[] | null): Promise<void> {
		return this.#page.evaluate((one) => window.raw.letOnly(one), identities);
	}

	leaves(): Promise<void> {
		return this.#page.context().close();
	}
}

/** @param pitch of the voice that every sound of theirs carries */
function raw(pitch: number): void {
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the library as a script gives no types, and is used against its rules
	const { LivekitClient } = window as any;
	const answerMs = 2500;
	let room = new LivekitClient.Room();
	/** One browser plays sixteen outputs at most, and what comes after is silent: what only makes a sound needs none. */
	const audio = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions);
	const sound = () => {
		const out = audio.createMediaStreamDestination();
		const tone = new OscillatorNode(audio, { type: 'triangle', frequency: pitch });
		tone.connect(out);
		tone.start();
		return out.stream.getAudioTracks()[0]!;
	};
	const film = () => {
		const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 });
		const draw = canvas.getContext('2d')!;
		setInterval(() => {
			draw.fillStyle = `hsl(${Date.now() % 360} 50% 50%)`;
			draw.fillRect(0, 0, 160, 90);
		}, 100);
		return canvas.captureStream(10).getVideoTracks()[0]!;
	};
	window.raw = {
		async enter(url, token) {
			await room.disconnect();
			room = new LivekitClient.Room({ adaptiveStream: false });
			await room.connect(url, token, { autoSubscribe: false });
			// The server is asked whatever this program believes of its rights.
			room.localParticipant.hasPermissionsToPublish = () => true;
		},
		async publish(kind, source, name) {
			const track = kind === 'audio' ? sound() : film();
			const sent = room.localParticipant.publishTrack(track, { source, name, simulcast: false, dtx: false, red: false });
			const silence = new Promise((resolve) => setTimeout(resolve, answerMs, null));
			return Promise.race([
				sent.then(
					(publication: { trackSid: string }) => publication.trackSid,
					() => null
				),
				silence
			]);
		},
		letOnly(identities) {
			room.localParticipant.setTrackSubscriptionPermissions(
				identities === null,
				(identities ?? []).map((participantIdentity) => ({ participantIdentity, allowAll: true }))
			);
		}
	};
}
