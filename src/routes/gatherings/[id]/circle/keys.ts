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
	if (event.shiftKey) return event.code === 'Slash' || event.key === '?' ? keys.help : undefined;
	switch (event.key.toLowerCase()) {
		case 'd':
			return keys.mic;
		case 'e':
			return keys.camera;
		case 'i':
			return keys.where;
		case '.':
			return keys.support;
		default:
			return undefined;
	}
}
