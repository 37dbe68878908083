// One open page in a crowd: a stream, and the word that it is here. Thousands of these fit into one process, so it reads no more
// of a view than its version until somebody asks.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { View } from '../../../src/lib/gathering/viewed.ts';
import type { Command } from '../../../src/lib/gathering/types.ts';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const hereMs = 9500;

export class Page {
	/** The newest version on this screen. */
	version = 0;
	readonly #base: URL;
	readonly #gathering: string;
	readonly #cookie: string;
	#newest = '';
	#rest = '';
	#stream = '';
	#request: http.ClientRequest | null = null;
	#beat: NodeJS.Timeout | null = null;
	#waiting = new Set<() => void>();

	constructor(base: URL, gathering: string, cookie: string) {
		this.#base = base;
		this.#gathering = gathering;
		this.#cookie = cookie;
	}

	/** Opens the stream. Resolves with the first view. */
	open(): Promise<void> {
		this.#newest = '';
		const seen = this.until(() => this.#newest !== '');
		this.#request = http.get(this.#to('stream', { accept: 'text/event-stream' }), (answer) => {
			if (answer.statusCode !== 200) return this.drop();
			answer.setEncoding('utf8').on('data', (part: string) => this.#reads(part));
		});
		this.#request.setNoDelay(true);
		this.#request.on('error', () => {});
		// Each page in its own step, as people come.
		this.#beat = setTimeout(() => this.#says(), Math.random() * hereMs);
		return seen;
	}

	/** The line breaks. */
	drop(): void {
		if (this.#beat) clearTimeout(this.#beat);
		this.#request?.destroy();
		this.#rest = '';
	}

	/** What this screen shows. */
	get view(): View {
		return JSON.parse(this.#newest) as View;
	}

	/** Resolves once this is true of the page, with the time by performance.now(); throws after `ms`. */
	until(holds: (page: Page) => boolean, ms = 30_000): Promise<void> {
		if (holds(this)) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const look = () => {
				if (!holds(this)) return;
				clearTimeout(timer);
				this.#waiting.delete(look);
				resolve();
			};
			const timer = setTimeout(() => {
				this.#waiting.delete(look);
				reject(new Error(`a page of ${this.#gathering} waits for ${holds.toString()} at version ${this.version}`));
			}, ms);
			this.#waiting.add(look);
		});
	}

	/** Gives a command; the version it made, or its refusal. */
	async acts(command: Command): Promise<number | string> {
		const { status, body } = await this.#post('commands', JSON.stringify({ commandId: randomUUID(), command }));
		const said = JSON.parse(body) as { version?: number; refused?: string };
		return said.version ?? said.refused ?? `status ${status}`;
	}

	#says(): void {
		this.#beat = setTimeout(() => this.#says(), hereMs);
		this.#post('here', '', { 'x-stream': this.#stream }).catch(() => {});
	}

	#to(what: string, headers: http.OutgoingHttpHeaders): http.RequestOptions {
		const { hostname, port } = this.#base;
		return {
			hostname,
			port,
			path: `/api/gatherings/${this.#gathering}/${what}`,
			headers: { cookie: this.#cookie, origin: this.#base.origin, ...headers }
		};
	}

	#post(what: string, body: string, headers: http.OutgoingHttpHeaders = {}): Promise<{ status: number; body: string }> {
		return new Promise((resolve, reject) => {
			const asked = http.request(
				{ ...this.#to(what, { 'content-type': 'application/json', ...headers }), method: 'POST', agent },
				(answer) => {
					let said = '';
					answer.setEncoding('utf8').on('data', (part: string) => (said += part));
					answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: said }));
				}
			);
			asked.on('error', reject).end(body);
		});
	}

	#reads(part: string): void {
		const blocks = (this.#rest + part).split('\n\n');
		this.#rest = blocks.pop() ?? '';
		for (const block of blocks) {
			const data = block.slice(block.indexOf('data: ') + 6);
			if (block.startsWith('event: stream')) this.#stream = JSON.parse(data) as string;
			if (!block.startsWith('id: ')) continue;
			this.#newest = data;
			this.version = Number(block.slice(4, block.indexOf('\n')));
			for (const look of [...this.#waiting]) look();
		}
	}
}
