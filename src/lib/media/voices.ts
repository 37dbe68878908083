// The listener's gate in sound: one audio element per microphone, silent until it is let through.

/** What a voice is played from; a stream of the media library folded to what is needed. */
interface Voice {
	element: HTMLAudioElement;
	track: MediaStreamTrack;
}

/** Plays only those who may be heard. A track outside the gate is disabled and its element muted. */
export class Voices {
	#voices = new Map<string, Voice>();
	#open = new Set<string>();
	#sink = '';
	/** Told when the browser wants a press before it plays sound. */
	onblocked: (blocked: boolean) => void = () => {};

	/** A microphone arrived (or came anew). It stays silent unless the gate is open for it. */
	add(identity: string, track: MediaStreamTrack) {
		this.remove(identity);
		const element = document.createElement('audio');
		element.dataset.voice = identity;
		element.hidden = true;
		element.muted = true;
		track.enabled = false;
		element.srcObject = new MediaStream([track]);
		document.body.append(element);
		this.#voices.set(identity, { element, track });
		this.#route(element);
		this.#set(identity);
	}

	/** A microphone is gone. */
	remove(identity: string) {
		const voice = this.#voices.get(identity);
		if (!voice) return;
		voice.element.srcObject = null;
		voice.element.remove();
		this.#voices.delete(identity);
	}

	clear() {
		for (const identity of [...this.#voices.keys()]) this.remove(identity);
	}

	/** Opens the gate for these identities, and for nobody else. */
	let(open: Set<string>) {
		this.#open = open;
		for (const identity of this.#voices.keys()) this.#set(identity);
	}

	/** Plays through another speaker, where the browser can. */
	speaker(id: string) {
		this.#sink = id;
		for (const { element } of this.#voices.values()) this.#route(element);
	}

	/** After a press: tries again to play what the browser held back. */
	start() {
		for (const identity of this.#voices.keys()) this.#set(identity);
	}

	#set(identity: string) {
		const voice = this.#voices.get(identity);
		if (!voice) return;
		const open = this.#open.has(identity);
		voice.track.enabled = open;
		voice.element.muted = !open;
		voice.element.play().then(
			() => this.onblocked(false),
			(error: Error) => {
				if (error.name === 'NotAllowedError' && open) this.onblocked(true);
			}
		);
	}

	#route(element: HTMLAudioElement) {
		// Safari cannot choose a speaker; a device that was unplugged falls back to the system's.
		if (this.#sink && 'setSinkId' in element) element.setSinkId(this.#sink).catch(() => {});
	}
}
