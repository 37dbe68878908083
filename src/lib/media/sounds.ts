// The bell and the small tones, made here: no file, no request. Every sound has its own shape, none is loud.

export type Sound = 'bell' | 'offered' | 'micOpen' | 'micClosed' | 'pausing' | 'soft' | 'call' | 'callNow' | 'asked' | 'answered' | 'knock';

interface Partial {
	/** Hertz. */
	hz: number;
	/** Loudness beside the others, 0 to 1. */
	gain: number;
	/** Seconds after the beginning. */
	at: number;
	/** Seconds until it has died away. */
	lasts: number;
}

const bowl = (hz: number, lasts: number, gain = 1): Partial[] => [
	{ hz, gain, at: 0, lasts },
	{ hz: hz * 2.71, gain: gain * 0.35, at: 0, lasts: lasts * 0.6 },
	{ hz: hz * 5.15, gain: gain * 0.12, at: 0, lasts: lasts * 0.3 },
	{ hz: hz * 1.003, gain: gain * 0.6, at: 0, lasts }
];

/** Somebody calls: a falling third and back, which nothing else here does. */
const call = (from: number, gain: number): Partial[] => [
	{ hz: 659.3, gain, at: from, lasts: 0.5 },
	{ hz: 523.3, gain, at: from + 0.28, lasts: 0.5 },
	{ hz: 659.3, gain, at: from + 0.56, lasts: 1.1 }
];

const shapes: Record<Sound, Partial[]> = {
	bell: bowl(220, 7),
	soft: bowl(330, 3, 0.5),
	pausing: [...bowl(146.8, 3.2), ...bowl(110, 3.2, 0.6)],
	offered: [
		{ hz: 392, gain: 0.6, at: 0, lasts: 1.1 },
		{ hz: 523.3, gain: 0.6, at: 0.22, lasts: 1.6 }
	],
	micOpen: [
		{ hz: 440, gain: 0.35, at: 0, lasts: 0.18 },
		{ hz: 587.3, gain: 0.35, at: 0.09, lasts: 0.3 }
	],
	micClosed: [
		{ hz: 587.3, gain: 0.35, at: 0, lasts: 0.18 },
		{ hz: 440, gain: 0.35, at: 0.09, lasts: 0.3 }
	],
	call: call(0, 0.6),
	callNow: [...call(0, 0.8), ...call(1.4, 0.8), ...call(2.8, 0.8)],
	asked: [
		{ hz: 349.2, gain: 0.5, at: 0, lasts: 0.9 },
		{ hz: 440, gain: 0.5, at: 0.2, lasts: 0.9 },
		{ hz: 523.3, gain: 0.5, at: 0.4, lasts: 1.5 }
	],
	answered: [
		{ hz: 440, gain: 0.5, at: 0, lasts: 0.7 },
		{ hz: 349.2, gain: 0.5, at: 0.2, lasts: 1.4 }
	],
	knock: [
		{ hz: 185, gain: 0.7, at: 0, lasts: 0.12 },
		{ hz: 185, gain: 0.7, at: 0.2, lasts: 0.14 }
	]
};

let context: AudioContext | null = null;

/**
 * Plays a sound at a volume from 0 (off) to 1. Silent where the browser still waits for a press.
 * @param speakerId where to play it, in browsers that can choose
 */
export function play(sound: Sound, volume: number, speakerId = '') {
	if (volume <= 0) return;
	context ??= new AudioContext();
	const audio = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
	if (speakerId) audio.setSinkId?.(speakerId).catch(() => {});
	if (audio.state === 'suspended') void audio.resume();
	const begin = audio.currentTime + 0.01;
	for (const { hz, gain, at, lasts } of shapes[sound]) {
		const tone = audio.createOscillator();
		const level = audio.createGain();
		tone.frequency.value = hz;
		level.gain.setValueAtTime(0, begin + at);
		level.gain.linearRampToValueAtTime(gain * volume * 0.22, begin + at + 0.015);
		level.gain.exponentialRampToValueAtTime(0.0001, begin + at + lasts);
		tone.connect(level).connect(audio.destination);
		tone.start(begin + at);
		tone.stop(begin + at + lasts);
	}
}

/** To be called in a press: lets later sounds play without one. */
export function wakeSound() {
	context ??= new AudioContext();
	if (context.state === 'suspended') void context.resume();
}
