// The keyboard of the circle. Nothing is bound to a single letter.

export interface Keys {
	mic: () => void;
	camera: () => void;
	help: () => void;
	where: () => void;
	hide: () => void;
	support: () => void;
}

const doubleMs = 600;

/** Listens for those that mean something here, until the returned function is called. */
export function listen(keys: Partial<Keys>): () => void {
	let escapedAt = 0;
	const pressed = (event: KeyboardEvent) => {
		if (event.key === 'Escape') {
			if (event.repeat) return;
			if (event.timeStamp - escapedAt < doubleMs) keys.hide?.();
			escapedAt = event.timeStamp;
			return;
		}
		if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
		const action = chord(event, keys);
		if (!action) return;
		event.preventDefault();
		action();
	};
	// Captured: a dialog that closes by Escape must not swallow the second one.
	window.addEventListener('keydown', pressed, true);
	return () => window.removeEventListener('keydown', pressed, true);
}

function chord(event: KeyboardEvent, keys: Partial<Keys>): (() => void) | undefined {
	const sign = signOf(event);
	// With Shift or without: many keyboards have the dot above another sign.
	if (sign === '.') return keys.support;
	if (event.shiftKey) return sign === '/' || sign === '?' ? keys.help : undefined;
	switch (sign) {
		case 'd':
			return keys.mic;
		case 'e':
			return keys.camera;
		case 'i':
			return keys.where;
		default:
			return undefined;
	}
}

const ours = new Set(['.', '/', '?']);
const lies: Partial<Record<string, string>> = { Period: '.', Slash: '/', KeyD: 'd', KeyE: 'e', KeyI: 'i' };

/** What a key means: its own sign where that is a Latin letter or one of ours, else the one at this place of an English keyboard. */
function signOf({ key, code }: KeyboardEvent): string {
	const typed = key.toLowerCase();
	if (/^[a-z]$/.test(typed) || ours.has(typed)) return typed;
	// A letter's place counts only under a letter: where another layout has a sign of its own there, it stays that.
	return code.startsWith('Key') && !/\p{L}/u.test(typed) ? typed : (lies[code] ?? typed);
}
