// How loud a microphone is, for a meter that shows "you can be heard". Nothing is kept.

/**
 * Tells the level of a track, 0 to 1, about fifteen times a second.
 * Returns a function that stops it and lets go of the audio context.
 */
export function meter(track: MediaStreamTrack, onlevel: (level: number) => void): () => void {
	const audio = new AudioContext();
	const source = audio.createMediaStreamSource(new MediaStream([track]));
	const analyser = audio.createAnalyser();
	analyser.fftSize = 512;
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
		// -60 dB is nothing, -10 dB is as loud as speech gets.
		onlevel(Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 50)));
	}, 66);
	return () => {
		clearInterval(timer);
		source.disconnect();
		void audio.close();
	};
}
