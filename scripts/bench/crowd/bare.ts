// The same crowd before the bare server: as many circles, eight streams each, the same snapshot stored and the same bytes sent.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { sql } from '../../../src/lib/server/db/index.ts';
import { eight, type Gathering } from './people.ts';

export class BareCrowd {
	#versions: number[][] = [];
	#streams: http.ClientRequest[] = [];
	#waiting = new Set<() => void>();

	readonly #floor: URL;

	constructor(floor: URL) {
		this.#floor = floor;
	}

	/** @param like whose snapshot and view are stored and sent */
	async grows(size: number, like: Gathering): Promise<void> {
		const [row] = await sql()<{ snapshot: object }[]>`select snapshot from machines where gathering_id = ${like.at.id}`;
		const laid = { snapshot: row!.snapshot, view: JSON.stringify(like.page(2).view) };
		await fetch(new URL('/like', this.#floor), { method: 'POST', body: JSON.stringify(laid) });
		while (this.#versions.length < size) {
			const no = this.#versions.push(Array<number>(eight).fill(0));
			await Promise.all(Array.from({ length: eight }, (_, index) => this.#follows(no, index)));
		}
	}

	/** One turn handed on: a transaction, its fan-out and two grants; then the transaction by which the next accepts. Milliseconds until the last stream has the first. */
	async passes(circle: number): Promise<number> {
		const began = performance.now();
		await this.#shown(circle, await this.#posts(circle, ['identity-1'], 'identity-2'));
		const took = performance.now() - began;
		await this.#shown(circle, await this.#posts(circle, [], null));
		return took;
	}

	close(): void {
		for (const stream of this.#streams) stream.destroy();
	}

	async #posts(circle: number, revoke: string[], grant: string | null): Promise<number> {
		const body = { no: circle + 1, room: `bare-${circle}`, actor: 1, commandId: randomUUID(), data: { turnId: 't12' }, revoke, grant };
		const answer = await fetch(new URL('/pass', this.#floor), { method: 'POST', body: JSON.stringify(body) });
		return ((await answer.json()) as { version: number }).version;
	}

	#shown(circle: number, version: number): Promise<void> {
		return new Promise((resolve) => {
			const look = () => {
				if (!this.#versions[circle]!.every((shown) => shown >= version)) return;
				this.#waiting.delete(look);
				resolve();
			};
			this.#waiting.add(look);
			look();
		});
	}

	#follows(no: number, index: number): Promise<void> {
		return new Promise((resolve, reject) => {
			const request = http.get(new URL(`/stream/${no}`, this.#floor), (answer) => {
				let rest = '';
				answer.setEncoding('utf8').on('data', (part: string) => {
					const blocks = (rest + part).split('\n\n');
					rest = blocks.pop() ?? '';
					for (const block of blocks)
						if (block.startsWith('id: ')) this.#versions[no - 1]![index] = Number(block.slice(4, block.indexOf('\n')));
					for (const look of [...this.#waiting]) look();
				});
				resolve();
			});
			request.on('error', reject);
			request.setNoDelay(true);
			this.#streams.push(request);
		});
	}
}
