// One's own camera and microphone before joining: nothing leaves this machine. No media library is loaded for it.

import { troubleOf, type PreviewState } from './trouble';

/** One device being tried: its state and its stream. */
export class Preview {
	state = $state<PreviewState>('off');
	stream = $state.raw<MediaStream | null>(null);
	#kind: 'video' | 'audio';
	#attempt = 0;

	constructor(kind: 'video' | 'audio') {
		this.#kind = kind;
	}

	async start(deviceId: string) {
		this.stop();
		const attempt = ++this.#attempt;
		this.state = 'starting';
		try {
			if (!navigator.mediaDevices) throw Object.assign(new Error(), { name: 'SecurityError' });
			const stream = await navigator.mediaDevices.getUserMedia(this.#asked(deviceId));
			if (attempt !== this.#attempt) return stream.getTracks().forEach((track) => track.stop());
			stream.getTracks()[0]?.addEventListener('ended', () => this.#lost(stream));
			this.stream = stream;
			this.state = 'on';
		} catch (error) {
			if (attempt === this.#attempt) this.state = troubleOf(error as Error);
		}
	}

	stop() {
		this.#attempt += 1;
		this.stream?.getTracks().forEach((track) => track.stop());
		this.stream = null;
		this.state = 'off';
	}

	#lost(stream: MediaStream) {
		if (stream !== this.stream) return;
		this.stream = null;
		this.state = 'busy';
	}

	#asked(deviceId: string): MediaStreamConstraints {
		const chosen = deviceId ? { deviceId: { ideal: deviceId } } : {};
		return this.#kind === 'video' ? { video: { ...chosen, width: { ideal: 640 }, height: { ideal: 360 } } } : { audio: chosen };
	}
}
