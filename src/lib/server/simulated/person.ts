// A simulated person: an ordinary client, a voice, ears and a face, and a script. Acts only on what its view shows.

import { setTimeout as nap } from 'node:timers/promises';
import type { View } from '../../gathering/viewed.ts';
import type { Command } from '../../gathering/types.ts';
import { caredFor, helps } from './caring.ts';
import { lead } from './leading.ts';
import type { PageClient, ClientSaid } from './client.ts';
import { Native } from './native.ts';
import { face } from './picture.ts';
import { turnOf, type Need, type Script, type TurnScript } from './scripts.ts';
import { voice } from './sound.ts';

export interface Casting {
	script: Script;
	client: PageClient;
	gathering: string;
	/** 1 is how people are; less is quicker. Every time of the script is multiplied by it. */
	pace?: number;
	/** Told when something does not work and will be tried again. */
	onTrouble?: (what: string, error: unknown) => void;
	/** They left, by their own will or because it is over. */
	onGone?: () => void;
}

const STEP_MS = 100;
const AGAIN_MS = 1000;
/** Who cannot get in asks less and less often, down to this. */
const SELDOM_MS = 4000;
const LET_IN_MS = 60_000;
/** Who fell silent waits this long for somebody; a rehearsal is over by then. */
const MET_MS = 600_000;
const SEEN_MS = 10_000;
/** A moment to notice before answering, in seconds. */
const NOTICE = 1.2;
const shut = new Set(['over', 'removed', 'denied', 'doors-closed', 'not-seated']);
const over = new Set(['ended', 'cancelled', 'abandoned']);

export class Person {
	readonly script: Script;
	readonly client: PageClient;
	native: Native | null = null;
	#casting: Casting;
	#life = new AbortController();
	#begun = new Set<string>();
	#speaking = false;
	#away = false;
	#entering = false;
	/** Which of the gathering's rooms they are in. */
	#room = '';
	#over: Promise<void> | null = null;

	constructor(casting: Casting) {
		this.script = casting.script;
		this.client = casting.client;
		this.#casting = casting;
	}

	get view(): View | null {
		return this.client.view;
	}

	/** Comes in, and from then on does what the script says until it is over or `goes()` is called. */
	comes(): void {
		this.client.onView((view) => this.#sees(view));
		this.client.follow(this.#casting.gathering);
		void this.#enters();
	}

	/** Leaves quietly; nothing of theirs runs afterwards. */
	async goes(): Promise<void> {
		if (this.#life.signal.aborted) return;
		this.#life.abort();
		if (this.view && !over.has(this.view.lifecycle)) await this.client.act({ type: 'LEAVE' }).catch(() => {});
		await this.#vanishes();
	}

	/** Is gone without a word, as when a machine is switched off. */
	async stops(): Promise<void> {
		this.#life.abort();
		await this.#vanishes();
	}

	async #vanishes(): Promise<void> {
		this.client.unfollow();
		await this.#leavesRoom();
		this.#casting.onGone?.();
	}

	/** Lets so many of the script's seconds pass. Throws when the person goes meanwhile. */
	async pause(seconds: number): Promise<void> {
		await nap(seconds * 1000 * (this.#casting.pace ?? 1), undefined, { signal: this.#life.signal });
	}

	/** Gives a command; waits out a hold of the circle as long as `still` is true. */
	async does(command: Command, still: () => boolean = () => true): Promise<ClientSaid> {
		for (;;) {
			const said = await this.client.act(command);
			if ('refused' in said && said.refused === 'not-saved') throw new Error(said.sentence);
			if ('ok' in said || said.refused !== 'held' || !still()) return said;
			await nap(STEP_MS * 2, undefined, { signal: this.#life.signal });
		}
	}

	/** Speaks so many seconds, counting only those in which the circle may hear it, while `still` is true. */
	async speaks(seconds: number, still: () => boolean): Promise<void> {
		this.#says(true);
		for (let left = seconds; left > 0 && still();) {
			await nap(STEP_MS, undefined, { signal: this.#life.signal });
			if (this.#heard()) left -= STEP_MS / 1000 / (this.#casting.pace ?? 1);
		}
		this.#says(false);
	}

	/** Does something once for this key; if it does not work, a later view tries again. */
	once(key: string, what: () => Promise<unknown>): void {
		if (this.#begun.has(key)) return;
		this.#begun.add(key);
		what().catch(async (error: unknown) => {
			if (this.#life.signal.aborted) return;
			this.#casting.onTrouble?.(`${this.script.name}, ${key}`, error);
			await nap(AGAIN_MS);
			this.#begun.delete(key);
			if (this.view) this.#sees(this.view);
		});
	}

	#sees(view: View): void {
		if (this.#life.signal.aborted || this.#away) return;
		if (over.has(view.lifecycle)) return void this.goes();
		this.#tunes();
		const { turnId, seat, state } = view.piece;
		const me = view.you.seat;
		if (turnId && seat === me && (state === 'offered' || state === 'held')) this.once(turnId, () => this.#turn(turnId, view));
		if (turnId && view.may.includes('OFFER_RESPONSE') && this.script.responds)
			this.once(`offers ${turnId}`, () => this.does({ type: 'OFFER_RESPONSE', turnId }));
		if (turnId && state === 'responding' && view.piece.responder === me) this.once(`responds ${turnId}`, () => this.#responds(turnId));
		this.#goesOver(view);
		this.#asksForSupport(view);
		caredFor(this, view);
		if (this.script.helps) helps(this, view);
		if (this.script.leads) lead(this, this.script.leads, view);
	}

	/** One turn with the piece, from the offer to its end. */
	async #turn(turnId: string, view: View): Promise<void> {
		const planned = turnOf(this.script, { kind: view.phase?.kind ?? '', round: view.phase?.round ?? null });
		// Asked a second time, they speak.
		const again = view.you.mark === 'deferred' && 'for' in planned;
		const turn: TurnScript = again ? { does: 'speaks', for: planned.for } : planned;
		const mine = () => this.view?.piece.turnId === turnId;
		if (view.piece.state === 'offered') {
			await this.pause(NOTICE);
			if (turn.does === 'passes') return void (await this.does({ type: 'PASS', turnId }, mine));
			if (turn.does === 'defers') return void (await this.does({ type: 'DEFER', turnId }, mine));
			if (turn.does === 'speaks' && turn.wish) await this.does({ type: 'WISH', wish: turn.wish }, mine);
			const taken = await this.does({ type: 'ACCEPT', turnId, typing: false }, mine);
			if ('refused' in taken) return;
		}
		if (turn.does === 'holds silence') {
			await this.does({ type: 'HOLD_SILENCE', turnId }, mine);
			await this.pause(turn.silent);
			await this.does({ type: 'SPEAK', turnId }, mine);
		}
		if (turn.does === 'drops') {
			await this.speaks(turn.after, mine);
			await this.#drops(turn.away);
		}
		if (turn.does === 'breaks') {
			await this.speaks(turn.after, mine);
			await this.does({ type: 'SUPPORT', whom: 'me' });
			await this.client.until(
				(view) => !mine() || (!view.hold && view.careInvite === null && (view.signal === null || view.signal.met)),
				MET_MS
			);
		}
		await this.speaks('for' in turn ? turn.for : NOTICE, mine);
		await this.does({ type: 'FINISH', turnId }, mine);
	}

	async #responds(turnId: string): Promise<void> {
		const mine = () => this.view?.piece.state === 'responding' && this.view.piece.responder === this.view.you.seat;
		await this.speaks(this.script.responds ?? NOTICE, mine);
		if (mine()) await this.does({ type: 'END_RESPONSE', turnId }, mine);
	}

	#asksForSupport(view: View): void {
		const need = this.script.needsSupport;
		if (!need || view.hold || !this.#isTime(need, view)) return;
		this.once('support', async () => {
			await this.pause(need.after);
			await this.does({ type: 'SUPPORT', whom: 'me' });
			const { signal } = await this.client.until((now) => now.signal !== null, SEEN_MS);
			if (need.says && signal) {
				await this.pause(2);
				await this.does({ type: 'SAY_MORE', signalId: signal.id, whom: null, ...need.says });
			}
			if (need.leaves === undefined) return;
			await this.pause(need.leaves);
			await this.goes();
		});
	}

	#isTime(need: Need, view: View): boolean {
		if (need.while === 'pair') return view.pair !== null && (view.pair.step === 'a' || view.pair.step === 'b');
		const holder = view.seats.find((s) => s.seat === view.piece.seat)?.name;
		return view.phase?.round === 1 && view.piece.state === 'held' && holder === need.while;
	}

	/** Where the seat belongs, they go: a care room, a pair, and back. Everybody who comes back from a pair says so. */
	#goesOver(view: View): void {
		const here = this.native?.connected && this.#room === view.you.room;
		if (here && view.may.includes('ARRIVED')) this.once(`arrived ${view.phase?.id}`, () => this.does({ type: 'ARRIVED' }));
		if (!this.native?.connected || here || this.#over || this.#entering) return;
		this.#over = this.#changesRoom()
			.catch((error: unknown) => this.#casting.onTrouble?.(`${this.script.name} cannot go over`, error))
			.finally(() => {
				this.#over = null;
				if (this.view && !this.#life.signal.aborted) this.#goesOver(this.view);
			});
	}

	async #changesRoom(): Promise<void> {
		const entered = await this.client.over();
		if (!('ok' in entered)) return void (await nap(AGAIN_MS, undefined, { signal: this.#life.signal }));
		await this.#leavesRoom();
		await this.#connects(entered);
	}

	/** Loses everything at once, as a closed lid does, and comes back after so many seconds. */
	async #drops(seconds: number): Promise<void> {
		this.#away = true;
		this.client.unfollow();
		await this.#leavesRoom();
		await this.pause(seconds);
		this.#away = false;
		this.client.follow(this.#casting.gathering);
		await this.#enters();
	}

	/** Takes the seat and enters the room, as often as it needs. */
	async #enters(): Promise<void> {
		if (this.#entering) return;
		this.#entering = true;
		for (let tries = 0; !this.#life.signal.aborted && !this.#away && !this.native?.connected; tries++) {
			try {
				// Who has to be let in asks once, then waits for it.
				if (this.view?.you.standing === 'waiting') await this.client.until((view) => view.you.standing !== 'waiting', LET_IN_MS);
				const entered = await this.client.join(this.#casting.gathering);
				if ('refused' in entered && shut.has(entered.refused)) return void this.goes();
				if ('ok' in entered) await this.#connects(entered);
			} catch (error) {
				this.#casting.onTrouble?.(`${this.script.name} cannot enter`, error);
			}
			if (!this.native?.connected) await nap(Math.min(AGAIN_MS * 2 ** tries, SELDOM_MS));
		}
		this.#entering = false;
	}

	async #connects({ url, token, room }: { url: string; token: string; room: string }): Promise<void> {
		const onGone = () => void (this.#away || this.#over || this.#enters());
		const { pitchHz, face: which } = this.script;
		this.native = await Native.connect({ url, token, sound: voice(pitchHz), picture: face(which), onGone });
		this.#room = room;
		if (this.#life.signal.aborted || this.#away) await this.#leavesRoom();
		this.#tunes();
	}

	async #leavesRoom(): Promise<void> {
		const native = this.native;
		this.native = null;
		await native?.leave();
	}

	#says(something: boolean): void {
		this.#speaking = something;
		this.#tunes();
	}

	/** Whether the circle may hear this person now; only then do they make a sound. */
	#heard(): boolean {
		return !this.#away && (this.view?.audible.includes(this.view.you.seat) ?? false);
	}

	#tunes(): void {
		if (this.#speaking && this.#heard()) this.native?.speak();
		else this.native?.hush();
	}
}
