// This browser's own permission to be woken for a message: asked for by a press, kept by the server, given back by a press.

const worker = '/push-worker.js';
/** Its own scope, beside whatever else this site keeps in a browser. */
const scope = '/push-worker';

/** `home`: an iPhone or iPad, which may be woken only from the home screen. */
export type DeviceState = 'unable' | 'home' | 'denied' | 'off' | 'on';

/** How it stands, without asking anybody for anything. */
export async function deviceState(): Promise<DeviceState> {
	if (!('serviceWorker' in navigator) || !('PushManager' in window)) return isApple() && !onHomeScreen() ? 'home' : 'unable';
	if (Notification.permission === 'denied') return 'denied';
	const one = await subscription();
	// Whoever signed in here before may have allowed it, or it was forgotten with a login: the server knows.
	return one && (await kept(one)) ? 'on' : 'off';
}

/** An iPad says that it is a Mac; no Mac has a touch screen. */
const isApple = (): boolean =>
	/iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);

/** Opened from the home screen, without a browser's bars. */
const onHomeScreen = (): boolean => matchMedia('(display-mode: standalone)').matches;

async function subscription(): Promise<PushSubscription | null> {
	const registered = await navigator.serviceWorker.getRegistration(scope);
	return (await registered?.pushManager.getSubscription()) ?? null;
}

const told = async (method: 'POST' | 'PUT' | 'DELETE', one: PushSubscription): Promise<Response> => {
	const { keys } = one.toJSON();
	return fetch('/api/device', {
		method,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ endpoint: one.endpoint, p256dh: keys?.p256dh, auth: keys?.auth })
	});
};

const kept = async (one: PushSubscription): Promise<boolean> => {
	const answer = await told('PUT', one).then(
		(answer) => answer.json() as Promise<{ kept?: boolean }>,
		() => null
	);
	return answer?.kept === true;
};

/** The person allows it. Throws when the browser or its push service does not. */
export async function allow(publicKey: string): Promise<DeviceState> {
	if ((await Notification.requestPermission()) !== 'granted') return deviceState();
	const registered = await navigator.serviceWorker.register(worker, { scope });
	await active(registered);
	const one = await registered.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
	if ((await told('POST', one)).ok) return 'on';
	await one.unsubscribe();
	throw new Error('not kept');
}

/** A worker that is only being installed cannot be subscribed for. */
async function active(registered: ServiceWorkerRegistration): Promise<void> {
	const coming = registered.installing ?? registered.waiting;
	if (registered.active || !coming) return;
	await new Promise<void>((done) => coming.addEventListener('statechange', () => coming.state === 'activated' && done()));
}

/** The person takes it back. */
export async function takeBack(): Promise<DeviceState> {
	const one = await subscription();
	if (one) {
		await told('DELETE', one);
		await one.unsubscribe();
	}
	return deviceState();
}

/** How long signing out waits for this browser to let go; the server forgets the device in any case. */
const patientMs = 2000;

/** Somebody signs out here: the browser lets go of its subscription. Never throws, and never holds anybody up for long. */
export async function letGo(): Promise<void> {
	if (!('serviceWorker' in navigator) || !('PushManager' in window)) return;
	const gone = subscription().then((one) => one?.unsubscribe());
	await Promise.race([gone, new Promise((late) => setTimeout(late, patientMs))]).catch(() => {});
}
