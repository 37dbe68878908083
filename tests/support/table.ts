// A gathering on paper: the pure core with a clock that tests move by hand. No database, no network.

import { beginning, decide, stateOf, type Snapshot } from '../../src/lib/gathering/decide.ts';
import { desiredTimers } from '../../src/lib/gathering/clocks.ts';
import { heldNow, pauseOf, pieceOf, type State } from '../../src/lib/gathering/state.ts';
import { viewFor } from '../../src/lib/gathering/view.ts';
import type { View } from '../../src/lib/gathering/viewed.ts';
import { minutes } from '../../src/lib/gathering/limits.ts';
import type { Actor, Command, Format, Mark, Ms, RefusalCode, Role, Seat } from '../../src/lib/gathering/types.ts';

export interface Event {
	version: number;
	at: number;
	by: Actor;
	command: Command;
}

/** Commands as a transcript writes them: the turn and phase they are about are filled in. */
export type Said = Command['type'] | (Partial<Command> & { type: Command['type'] });

const start = Date.UTC(2026, 10, 21, 19);

export class Table {
	readonly format: Format;
	snapshot: Snapshot;
	/** The snapshot as it is stored. */
	text: string;
	#read: { snapshot: Snapshot; state: State } | null = null;
	now = start - minutes(30);
	version = 0;
	readonly log: Event[] = [];

	constructor(format: Format) {
		this.format = format;
		this.snapshot = beginning(format, { startsAt: start });
		this.text = JSON.stringify(this.snapshot);
	}

	get state(): State {
		if (this.#read?.snapshot !== this.snapshot) this.#read = { snapshot: this.snapshot, state: stateOf(this.format, this.snapshot) };
		return this.#read.state;
	}
	get c() {
		return this.state.context;
	}
	get piece() {
		return pieceOf(this.state);
	}
	get hold() {
		return pauseOf(this.state);
	}
	get held() {
		return heldNow(this.state);
	}
	get holder(): Seat | null {
		return this.c.turn?.seat ?? null;
	}
	get phase(): string {
		return this.format.phases[this.c.phaseIndex]?.id ?? 'aftercare';
	}
	get lifecycle() {
		return this.state.value.lifecycle;
	}
	get hosting() {
		return this.state.value.hosting;
	}
	marks(): Record<Seat, Mark> {
		return Object.fromEntries(this.c.seats.map((s) => [s.seat, s.mark]));
	}
	seat(seat: Seat) {
		const found = this.c.seats.find((s) => s.seat === seat);
		if (!found) throw new Error(`no seat ${seat}`);
		return found;
	}

	/** What a seat's screen shows now. */
	see(seat: Seat): View {
		return viewFor(this.state, { gathering: 'g', version: this.version, now: this.now, seat, title: '', people: new Map() });
	}

	/** Sends a command as the store would; the snapshot goes through JSON every time. */
	send(command: Command, by: Actor): RefusalCode | null {
		const answer = decide(this.format, this.snapshot, command, by, this.now);
		if ('refused' in answer) return answer.refused;
		this.text = JSON.stringify(answer.next);
		this.snapshot = JSON.parse(this.text) as Snapshot;
		this.version += 1;
		this.log.push({ version: this.version, at: this.now, by, command });
		return null;
	}

	private filled(said: Said): Command {
		const given = typeof said === 'string' ? { type: said } : said;
		// Rooms are numbered as they are made: a random transcript means the newest.
		if ('room' in given && given.room === '') given.room = this.c.pairs?.all.at(-1)?.room ?? '';
		const phaseId = this.c.format.phases[this.c.phaseIndex]?.id ?? '';
		const turnId = this.c.turn?.turnId ?? '';
		const signalId = this.c.signals.at(-1)?.id ?? '';
		const pauseId = this.c.pauseId ?? '';
		const stepId = this.c.takeBack?.id ?? '';
		const defaults = {
			turnId,
			phaseId,
			signalId,
			pauseId,
			stepId,
			how: 'spoken',
			whom: 'me',
			answer: 'seen',
			safety: false,
			typing: false,
			kind: 'support',
			seat: null,
			moveHere: false
		};
		return { ...defaults, mode: 'exact', ms: 60_000, cue: 'ending', code: 'comeBack', ...given } as Command;
	}

	/** `seat` does something that is accepted. */
	does(seat: Seat, ...all: Said[]): this {
		for (const said of all) {
			const no = this.send(this.filled(said), { kind: 'seat', seat });
			if (no) throw new Error(`seat ${seat} ${JSON.stringify(said)}: refused ${no}`);
		}
		return this;
	}
	/** What `seat` is told when it tries. Nothing may have changed. */
	tries(seat: Seat, said: Said): RefusalCode | null {
		return this.send(this.filled(said), { kind: 'seat', seat });
	}
	house(command: Command): RefusalCode | null {
		return this.send(command, { kind: 'house' });
	}
	drops(seat: Seat): this {
		this.house({ type: 'CONNECTION', seat, connection: 'lost' });
		return this;
	}
	returns(seat: Seat): this {
		this.house({ type: 'CONNECTION', seat, connection: 'present' });
		return this;
	}

	/** Time passes; timers fire in their order, at their time. */
	after(ms: Ms): this {
		const until = this.now + ms;
		for (let fired = 0; ; fired++) {
			if (fired > 500) throw new Error('clocks that never rest');
			const due = desiredTimers(this.state)
				.filter((t) => t.at <= until)
				.sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			this.now = Math.max(this.now, due.at);
			const no = this.send({ type: 'TIMER', name: due.name, id: due.id }, { kind: 'clock' });
			if (no) throw new Error(`timer ${due.name}: ${no}`);
		}
		this.now = until;
		return this;
	}

	seats(roles: Role[], credentialUntil = start + minutes(600)): this {
		roles.forEach((role, i) => {
			const credentialed = role === 'facilitator' || role === 'coFacilitator';
			const until = credentialed ? credentialUntil : null;
			this.house({ type: 'SEAT', seat: i + 1, role, credentialUntil: until });
		});
		return this;
	}
	joins(...seats: Seat[]): this {
		for (const seat of seats) {
			this.does(seat, { type: 'JOIN', identity: `i${seat}-${this.version}`, device: `d${seat}` });
			this.returns(seat);
		}
		return this;
	}
}

/** A lobby with everybody in it. Seat 1 is the facilitator unless told otherwise. */
export function lobby(format: Format, roles: Role[]): Table {
	const table = new Table(format).seats(roles);
	return table.after(minutes(20)).joins(...roles.map((_, i) => i + 1));
}

/** A gathering that has begun, moved on to the given phase by its facilitator. */
export function sitting(format: Format, roles: Role[], phaseId: string): Table {
	const table = lobby(format, roles).after(minutes(10)).does(1, 'BEGIN');
	while (table.phase !== phaseId) table.does(1, 'NEXT_PHASE');
	return table;
}

/** The offered seat takes its turn and finishes it. */
export function turn(table: Table, seat: Seat, speakMs: Ms = 10_000): Table {
	if (table.holder !== seat) throw new Error(`the piece is at ${table.holder}, not ${seat}`);
	table.does(seat, 'ACCEPT').after(speakMs).does(seat, 'FINISH');
	const settle = table.c.timers.settle;
	return settle && 'at' in settle ? table.after(settle.at - table.now) : table;
}

export const facilitated = (n: number): Role[] => ['facilitator', ...Array<Role>(n - 1).fill('participant')];
