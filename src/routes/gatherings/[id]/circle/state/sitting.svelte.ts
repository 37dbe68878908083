// One person's sitting: the app's line and the video room together. Each heals by itself when the other still stands.

import { untrack } from 'svelte';
import type { Command, RefusalCode, Seat } from '$lib/gathering/types';
import { choices, rememberChoices, type Choices } from '$lib/media/choices';
import { Media } from '$lib/media/room.svelte';
import { enter, forget } from './device';
import { lostWords, patientMs, type Answer } from './answer';
import { Gathering } from './gathering.svelte';
import { isCall, type Kept } from './kept-call';
import { Outbox } from './outbox';
import { screenOf } from './screens';

const rejoinMs = [500, 1500, 3000, 6000, 12_000];

/** Presses by which somebody asks for their own voice. */
const forTheWord = new Set<Command['type']>(['ACCEPT', 'TAKE', 'SPEAK', 'NOT_YET', 'OFFER_RESPONSE', 'TAKEOVER']);

export class Sitting {
	gathering: Gathering;
	media: Media;
	choices = $state.raw<Choices>(choices());
	/** The last refusal, as a sentence; gone after a while. */
	said = $state('');
	joinRefused = $state<RefusalCode | null>(null);
	/** There is no video server yet, or none just now: what is said until there is. */
	noMedia = $state('');
	/** The neutral page covers everything; nothing is heard or sent. */
	hidden = $state(false);
	now = $state(0);
	/** The version at which this person's own press paused the circle: their voice follows it, nobody else's. */
	tookOver = $state<number | null>(null);
	/** One's own calls for support that are still on their way out of this browser. */
	kept = $state.raw<Kept[]>([]);
	/** The version at which this person's own press said that they talk with somebody aside: their voice goes along. */
	goesAside = $state<number | null>(null);
	/** A press is on its way: its button waits. */
	sending = $state<string | null>(null);
	/** A press has had no answer for a while, and is tried again. */
	unanswered = $state(false);
	/** The seat's media live under another identity now: another device, or a copy of this tab. */
	replaced = $derived.by(() => {
		const view = this.gathering.view;
		if (!view || this.joining || view.version < this.#joinedAt) return false;
		return this.media.identity !== null && view.you.identity !== null && view.you.identity !== this.media.identity;
	});
	screen = $derived.by(() => {
		const screen = screenOf(this.gathering.view, this.joinRefused, this.device, this.gathering.unknown);
		return screen === 'circle' && this.replaced ? 'elsewhere' : screen;
	});
	readonly device: string;
	readonly #outbox: Outbox;
	joining = $state(false);
	#id: string;
	#tries = 0;
	#joinedAt = $state(0);
	#rejoin: ReturnType<typeof setTimeout> | undefined;
	#goingOver = false;

	/** @param seat whose page it is: nobody else's calls go out from it */
	constructor(id: string, seat: Seat) {
		this.#id = id;
		this.gathering = new Gathering(id);
		this.media = new Media(this.choices);
		this.device = enter(id);
		this.gathering.onaway = () => {
			this.tookOver = null;
			this.media.stayClosed();
		};
		this.#outbox = new Outbox(id, seat, {
			post: (commandId, call, signal) => this.gathering.sendOnce(commandId, call, signal),
			withdraw: (signalId) => void this.send({ type: 'WITHDRAW_SUPPORT', signalId }),
			changed: (kept) => (this.kept = kept)
		});
	}

	/** Begins; returns a function that ends it. */
	begin(): () => void {
		const close = this.gathering.open();
		const shut = this.#outbox.open();
		let wasOut = false;
		const follow = $effect.root(() => {
			$effect(() => {
				// Signed in again: the seat let go of this page with its login, and takes it back.
				const { signedOut } = this.gathering;
				untrack(() => wasOut && !signedOut && void this.join(false));
				wasOut = signedOut;
			});
			$effect(() => {
				const { view } = this.gathering;
				untrack(() => view && this.#outbox.seen(view));
			});
			$effect(() => {
				// The view that shows a call may come before the answer to it.
				void this.kept;
				untrack(() => this.gathering.view && this.#outbox.settle(this.gathering.view));
			});
			$effect(() => {
				if (!this.gathering.broken) untrack(() => this.#outbox.hurry());
			});
		});
		this.now = this.gathering.now();
		const timer = setInterval(() => (this.now = this.gathering.now()), 500);
		void this.join(false);
		return () => {
			close();
			shut();
			follow();
			clearInterval(timer);
			clearTimeout(this.#rejoin);
			void this.media.leave();
		};
	}

	/** Takes the seat on this device; `moveHere` takes it from another one. */
	async join(moveHere: boolean) {
		if (this.joining) return;
		this.joining = true;
		clearTimeout(this.#rejoin);
		enter(this.#id);
		const answer = await this.gathering.join(this.device, moveHere, this.choices.camera);
		this.joinRefused = 'refused' in answer ? answer.refused : null;
		this.noMedia = 'lost' in answer && answer.lost === 'media' ? answer.sentence : '';
		if ('ok' in answer) this.#joinedAt = answer.version;
		const entered = 'ok' in answer && (await this.media.connect(answer));
		this.joining = false;
		if (entered) this.#tries = 0;
		else if (!('refused' in answer) || answer.refused === 'not-open-yet') this.heal();
	}

	/** The video room is lost while the app still stands, or the doors are about to open: joins again, more and more patiently. */
	heal() {
		const wait = rejoinMs[Math.min(this.#tries, rejoinMs.length - 1)];
		this.#tries += 1;
		clearTimeout(this.#rejoin);
		this.#rejoin = setTimeout(() => {
			if (this.#goingOver) return;
			// Who left or was put out meanwhile is not brought back by a line that heals.
			if (['circle', 'arriving', 'early'].includes(this.screen)) void this.join(false);
		}, wait);
	}

	/** The seat belongs in another room: sound and picture go over. When that fails, it is tried again by and by. */
	async goOver() {
		if (this.#goingOver || this.joining || this.gathering.view?.you.room === this.media.room) return;
		this.#goingOver = true;
		clearTimeout(this.#rejoin);
		const answer = await this.gathering.over(this.device, this.choices.camera);
		const entered = 'ok' in answer && (await this.media.over(answer));
		this.#goingOver = false;
		if (entered) {
			this.#tries = 0;
			// It may belong somewhere else again by now.
			return void this.goOver();
		}
		const wait = rejoinMs[Math.min(this.#tries, rejoinMs.length - 1)];
		this.#tries += 1;
		this.#rejoin = setTimeout(() => void (this.media.link === 'on' ? this.goOver() : this.heal()), wait);
	}

	/** Sends a command and says a refusal in its own words. A call for support is kept until it is through. */
	async send(command: Command): Promise<Answer> {
		this.said = '';
		if (isCall(command)) return this.#outbox.call(command);
		if (forTheWord.has(command.type)) this.media.mayOpen();
		this.sending = command.type;
		const slow = setTimeout(() => (this.unanswered = true), patientMs);
		const answer = await this.gathering.send(command);
		clearTimeout(slow);
		this.unanswered = false;
		if ('refused' in answer) this.say(answer.sentence);
		if ('ok' in answer && command.type === 'LEAVE') {
			clearTimeout(this.#rejoin);
			forget(this.#id);
		}
		if ('ok' in answer && ['ACCEPT_CARE', 'BE_WITH', 'PAIR_APART'].includes(command.type)) this.goesAside = answer.version;
		if ('lost' in answer) this.say(lostWords(answer.lost));
		this.sending = null;
		return answer;
	}

	/** A call that is not through yet is taken back. */
	takeBack(commandId: string) {
		this.#outbox.takeBack(commandId);
	}

	say(sentence: string) {
		this.said = sentence;
		setTimeout(() => {
			if (this.said === sentence) this.said = '';
		}, 9000);
	}

	choose(change: Partial<Choices>) {
		this.choices = { ...this.choices, ...change };
		rememberChoices(this.choices);
		void this.media.choose(this.choices);
	}
}
