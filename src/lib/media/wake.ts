// Keeps the screen awake while one sits in the circle, where the browser can.

/** Returns a function that lets the screen sleep again. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	let over = false;
	const ask = async () => {
		if (over || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		// A low battery may say no; then the screen sleeps as it always does.
		lock = await navigator.wakeLock.request('screen').catch(() => null);
		if (over) void lock?.release();
	};
	document.addEventListener('visibilitychange', ask);
	void ask();
	return () => {
		over = true;
		document.removeEventListener('visibilitychange', ask);
		void lock?.release();
	};
}
