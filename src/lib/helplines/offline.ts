// Keeps the page about help for times without a network, inside a service worker: that page, its data and the files it is
// made of, nothing else. What it keeps is fetched without cookies, so it is the page of nobody in particular. It answers
// only for these, and only when the network does not.

/** What a service worker gives us, as far as we use it. */
interface Worker {
	readonly caches: CacheStorage;
	readonly location: { origin: string };
	skipWaiting(): Promise<void>;
	addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
	addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
}
interface Waiting {
	waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waiting {
	readonly request: Request;
	respondWith(answer: Promise<Response>): void;
}

const page = '/help';
const data = '/help/__data.json';
const built = '/_app/immutable/';
const prefix = 'help-';

/** The built files that a page names in its HTML, each once. */
export const filesOf = (html: string): string[] => [...new Set(html.match(/\/_app\/immutable\/[\w./-]+\.(?:js|css)/g) ?? [])];

/** True for the requests that this module may answer: the page itself, its data, and built files. */
export function isOurs(request: Pick<Request, 'method' | 'mode' | 'url'>, origin: string): boolean {
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== origin) return false;
	return (url.pathname === page && request.mode === 'navigate') || url.pathname === data || url.pathname.startsWith(built);
}

/**
 * Lets a service worker keep the page about help.
 * @param version of the build: another one keeps its own copy, and drops the copies of those before it
 */
export function keepHelp(worker: Worker, version: string): void {
	const name = prefix + version;

	async function keep(): Promise<void> {
		const fetched = await Promise.all([page, data].map((path) => fresh(path)));
		const html = await fetched[0]!.clone().text();
		const cache = await worker.caches.open(name);
		await cache.addAll(filesOf(html));
		await Promise.all([cache.put(page, fetched[0]!), cache.put(data, fetched[1]!)]);
	}

	async function answer(request: Request): Promise<Response> {
		try {
			return await fetch(request);
		} catch (error) {
			const cache = await worker.caches.open(name);
			const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
			if (kept) return kept;
			throw error;
		}
	}

	worker.addEventListener('install', (event) => event.waitUntil(keep().then(() => worker.skipWaiting())));
	worker.addEventListener('activate', (event) => event.waitUntil(dropOthers(worker.caches, name)));
	worker.addEventListener('fetch', (event) => {
		if (!isOurs(event.request, worker.location.origin)) return;
		event.respondWith(answer(event.request));
		// Whoever looks at it with a network gets the newest kept: an operator may have changed a number.
		if (event.request.mode === 'navigate') event.waitUntil(keep().catch(() => {}));
	});
}

/** Fetches without cookies and past the browser's own cache. Throws unless it was there. */
async function fresh(path: string): Promise<Response> {
	const response = await fetch(path, { credentials: 'omit', cache: 'no-store' });
	if (!response.ok) throw new Error(`${path} answered ${response.status}`);
	return response;
}

async function dropOthers(caches: CacheStorage, name: string): Promise<void> {
	const old = (await caches.keys()).filter((key) => key.startsWith(prefix) && key !== name);
	await Promise.all(old.map((key) => caches.delete(key)));
}
