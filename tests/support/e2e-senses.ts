// What a test gives a page before it loads: a voice of its own pitch, a small camera, ears, and a memory of what it showed.
// Everything inside `senses` runs in the browser and must not reach outside itself.
import { RATE, type Waveform } from '../../src/lib/server/simulated/sound.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';

/** A tone that one page played although its view did not let that seat be heard. */
export interface Stray {
	seat: number;
	at: number;
	db: number;
	version: number;
}
export interface Senses {
	/** The newest view that reached this browser. */
	view: View | null;
	/** What the screen showed, in order: the number, when, and of when it is by the server's clock. */
	shown: { version: number; at: number; made: number }[];
	/** Last time each seat's tone came out of this page, by the page's clock. */
	heard: Record<number, number>;
	strays: Stray[];
	/** Looks at the media elements that ever played: how often was something listened to at all. */
	looks: number;
}
declare global {
	interface Window {
		senses: Senses;
	}
}

/** The pitch of a seat, in hertz: far enough apart to be told from each other. */
export const pitchOf = (seat: number): number => 230 + 140 * seat;

/** The same for somebody without a browser: a tone that swells and fades, at the pitch of their seat. */
export function toneOf(seat: number): Waveform {
	let sample = 0;
	return (frame) => {
		for (let i = 0; i < frame.length; i++, sample++) {
			const swell = 0.6 + 0.4 * Math.sin((2 * Math.PI * 3 * sample) / RATE);
			frame[i] = 9000 * swell * Math.sin((2 * Math.PI * pitchOf(seat) * sample) / RATE);
		}
	};
}

/** @param about the own seat's pitch, and that of every seat by its number from 1 */
export function senses(about: { own: number; pitches: number[] }): void {
	const lookMs = 40;
	/** What was let through when a view changed may sound for so long: the analyser's window and one look. */
	const tailMs = 250;
	const loudDb = -55;
	const state: Senses = { view: null, shown: [], heard: {}, strays: [], looks: 0 };
	window.senses = state;
	let before: { audible: number[]; until: number } = { audible: [], until: 0 };

	window.EventSource = class extends EventSource {
		constructor(url: string | URL, init?: EventSourceInit) {
			super(url, init);
			this.addEventListener('view', (event) => {
				const view = JSON.parse((event as MessageEvent<string>).data) as View;
				before = {
					audible: [...(state.view?.audible ?? []), ...(Date.now() < before.until ? before.audible : [])],
					until: Date.now() + tailMs
				};
				state.view = view;
			});
		}
	};
	new MutationObserver(() => {
		const shown = document.querySelector<HTMLElement>('[data-testid="circle"]')?.dataset.version;
		const last = state.shown.at(-1);
		const made = Number(shown) === state.view?.version ? state.view.now : (last?.made ?? 0);
		if (shown && (Number(shown) !== last?.version || made !== last.made))
			state.shown.push({ version: Number(shown), at: Date.now(), made });
	}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-version'] });

	/** One browser plays sixteen outputs at most; what only makes or measures sound needs none. */
	const silent = () => new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions);

	/** A voice-like sound: a tone that swells and fades a few times a second, so that no codec takes it for noise. */
	const tone = (): MediaStreamTrack => {
		const audio = silent();
		const [voice, swell] = [
			new OscillatorNode(audio, { type: 'triangle', frequency: about.own }),
			new OscillatorNode(audio, { frequency: 5 })
		];
		const [level, depth] = [new GainNode(audio, { gain: 0.3 }), new GainNode(audio, { gain: 0.15 })];
		const out = audio.createMediaStreamDestination();
		swell.connect(depth).connect(level.gain);
		voice.connect(level).connect(out);
		for (const one of [voice, swell]) one.start();
		return out.stream.getAudioTracks()[0]!;
	};
	const devices = navigator.mediaDevices;
	const ask = devices?.getUserMedia.bind(devices);
	const small = (video: MediaStreamConstraints['video']) =>
		video ? { ...(typeof video === 'object' ? video : {}), width: 320, height: 180, frameRate: 6 } : false;
	if (devices)
		devices.getUserMedia = async (wanted) => {
			const stream = await ask({ ...wanted, video: small(wanted?.video) });
			for (const beeps of stream.getAudioTracks()) {
				beeps.stop();
				stream.removeTrack(beeps);
				stream.addTrack(tone());
			}
			return stream;
		};

	const played = new Set<HTMLMediaElement>();
	const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')!;
	Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
		...source,
		set(this: HTMLMediaElement, stream: MediaProvider | null) {
			played.add(this);
			source.set!.call(this, stream);
		}
	});
	const ears = new WeakMap<MediaStream, AnalyserNode>();
	const guesses = new WeakMap<MediaStream, number>();
	let audio: AudioContext | null = null;
	const earOf = (stream: MediaStream): AnalyserNode => {
		const known = ears.get(stream);
		if (known) return known;
		audio ??= silent();
		const ear = new AnalyserNode(audio, { fftSize: 2048, smoothingTimeConstant: 0 });
		audio.createMediaStreamSource(stream).connect(ear);
		ears.set(stream, ear);
		return ear;
	};
	const hear = (stream: MediaStream) => {
		const ear = earOf(stream);
		const bins = new Float32Array(ear.frequencyBinCount);
		ear.getFloatFrequencyData(bins);
		const width = ear.context.sampleRate / ear.fftSize;
		const levels = about.pitches.map((hz) => Math.max(...[-1, 0, 1].map((off) => bins[Math.round(hz / width) + off] ?? -Infinity)));
		const loudest = levels.indexOf(Math.max(...levels));
		const seat = levels[loudest]! < loudDb ? 0 : loudest + 1;
		// The click at a beginning has every pitch: a voice is the same one twice.
		const twice = guesses.get(stream) === seat;
		guesses.set(stream, seat);
		if (seat === 0 || !twice) return;
		const at = Date.now();
		state.heard[seat] = at;
		const may = state.view?.audible.includes(seat) || (at < before.until && before.audible.includes(seat));
		if (!may) state.strays.push({ seat, at, db: Math.round(levels[loudest]!), version: state.view?.version ?? 0 });
	};
	setInterval(() => {
		for (const element of played) {
			const stream = element.srcObject;
			if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) continue;
			state.looks += 1;
			if (!element.muted && !element.paused && element.volume > 0) hear(stream);
		}
	}, lookMs);
}
