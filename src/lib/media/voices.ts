// The listener's gate in sound: one audio element per microphone, silent until it is let through.

/** What a voice is played from; a stream of the media library folded to what is needed. */
interface Voice {
	identity: string;
	element: HTMLAudioElement;
	track: MediaStreamTrack;
	/** It should sound, and the browser wants a press first. */
	blocked: boolean;
}

/** Plays only those who may be heard. A track outside the gate is disabled and its element muted. */
export class Voices {
	/** By track: one person may send several, one after the other or at once. */
	#voices = new Map<string, Voice>();
	#open = new Set<string>();
	#sink = '';
	#blocked = false;
	/** Told when anything that should sound waits for a press, and when nothing does any more. */
	onblocked: (blocked: boolean) => void = () => {};

	/** A microphone arrived (or came anew). It stays silent unless the gate is open for its sender. */
	add(sid: string, identity: string, track: MediaStreamTrack) {
		this.remove(sid);
		const element = document.createElement('audio');
		element.dataset.voice = identity;
		element.hidden = true;
		element.muted = true;
		track.enabled = false;
		element.srcObject = new MediaStream([track]);
		document.body.append(element);
		const voice = { identity, element, track, blocked: false };
		this.#voices.set(sid, voice);
		this.#route(element);
		this.#set(voice);
	}

	/** A microphone is gone; whatever else may still hold its track gets no sound from it. */
	remove(sid: string) {
		const voice = this.#voices.get(sid);
		if (!voice) return;
		voice.track.enabled = false;
		voice.element.srcObject = null;
		voice.element.remove();
		this.#voices.delete(sid);
		this.#tell();
	}

	clear() {
		for (const sid of [...this.#voices.keys()]) this.remove(sid);
	}

	/** Opens the gate for these identities, and for nobody else. */
	let(open: Set<string>) {
		this.#open = open;
		this.start();
	}

	/** Plays through another speaker, where the browser can. */
	speaker(id: string) {
		this.#sink = id;
		for (const { element } of this.#voices.values()) this.#route(element);
	}

	/** Tries again to play what the browser held back: after a press it can. */
	start() {
		for (const voice of this.#voices.values()) this.#set(voice);
	}

	#set(voice: Voice) {
		const open = this.#open.has(voice.identity);
		voice.track.enabled = open;
		voice.element.muted = !open;
		if (!open) this.#is(voice, false);
		voice.element.play().then(
			// What plays muted proves nothing.
			() => open && this.#is(voice, false),
			(error: Error) => {
				if (open && error.name === 'NotAllowedError') this.#is(voice, this.#open.has(voice.identity));
			}
		);
	}

	#is(voice: Voice, blocked: boolean) {
		voice.blocked = blocked;
		this.#tell();
	}

	#tell() {
		const blocked = [...this.#voices.values()].some((voice) => voice.blocked);
		if (blocked === this.#blocked) return;
		this.#blocked = blocked;
		this.onblocked(blocked);
	}

	#route(element: HTMLAudioElement) {
		// Safari cannot choose a speaker; a device that was unplugged falls back to the system's.
		if (this.#sink && 'setSinkId' in element) element.setSinkId(this.#sink).catch(() => {});
	}
}
