// How a person likes to be here: devices, camera, sound. Remembered in this browser only.

/** `low`: small pictures, few of them a second. `audio`: no pictures of others, none of one's own. */
export type Quality = 'full' | 'low' | 'audio';

export interface Choices {
	camera: boolean;
	/** False: this person writes. */
	mic: boolean;
	quality: Quality;
	cameraId: string;
	micId: string;
	speakerId: string;
	/** Bell and tones, 0 to 1. */
	volume: number;
}

const key = 'evenround.choices';
const first: Choices = {
	camera: true,
	mic: true,
	quality: 'full',
	cameraId: '',
	micId: '',
	speakerId: '',
	volume: 0.6
};

/** The remembered choices, or the first ones. */
export function choices(): Choices {
	try {
		return { ...first, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Choices>) };
	} catch {
		return { ...first };
	}
}

/** Remembers choices for the next time; where storage is closed they last as long as the page. */
export function rememberChoices(chosen: Choices) {
	try {
		localStorage.setItem(key, JSON.stringify(chosen));
	} catch {
		// A private window; nothing to keep it in.
	}
}

/** What an hour costs, for people who pay by the megabyte: {in MB}. Opus at 32 kbit/s, one voice at a time. */
export const megabytesPerHour: Record<Quality, number> = { full: 700, low: 160, audio: 25 };
