// Presses everything on a person's page that they could press: what it sends then is what that page has a control for. No control
// has to say what it does.
import { passes, turn } from './passing';
import '../../src/app.css';
import { flushSync, tick } from 'svelte';
import type { View } from '../../src/lib/gathering/viewed';
import { draw, sent } from './drawing';

/** So long after each press the next comes: by then nothing is new under the finger any more. */
const calmMs = 2000;
/** More presses than any page has controls. */
const most = 400;
type Reach = Map<string, HTMLElement>;

async function calm(): Promise<void> {
	flushSync();
	await tick();
	passes(calmMs);
	flushSync();
	for (const fold of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) fold.open = true;
}

/** What takes more than a moment has come, too: a part that is fetched, an answer that is read. */
async function calmer(): Promise<void> {
	for (let turns = 0; turns < 5; turns++) {
		await turn();
		await calm();
	}
}

/** Under the hand now: seen, not switched off, and in the open dialog if there is one. */
function reachable(): Reach {
	const dialog = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1);
	const all = (dialog ?? document).querySelectorAll<HTMLElement>('button, input[type=radio], input[type=checkbox], [role=button]');
	const seen = [...all].filter((one) => !one.closest('[inert], :disabled') && one.checkVisibility({ visibilityProperty: true }));
	return new Map(seen.map((one) => [nameOf(one), one]));
}

/** What it reads and where it stands. */
function nameOf(one: HTMLElement): string {
	const around: string[] = [];
	for (let at: HTMLElement | null = one; at && at !== document.body; at = at.parentElement) around.push(at.dataset.testid ?? at.tagName);
	return [one.getAttribute('aria-label'), one.textContent?.trim(), (one as HTMLInputElement).value, ...around].join('|');
}

/** Presses these one after the other, as far as they are there. @returns what is there then */
async function along(way: string[]): Promise<Reach> {
	let now = reachable();
	for (const name of way) {
		now.get(name)?.click();
		await calm();
		now = reachable();
	}
	return now;
}

/** Every type of command that something on this person's page sends. */
async function pressAll(view: View): Promise<string[]> {
	sent.clear();
	let undraw = draw(view);
	await calmer();
	/** How each is come by: what is pressed before it, from the beginning. */
	const ways = new Map<string, string[]>();
	const done = new Set<string>();
	let way: string[] = [];
	/** Notes what is new, and says what was not pressed yet. */
	const seeing = (now: Reach): string | undefined => {
		for (const name of now.keys()) if (!ways.has(name)) ways.set(name, way);
		return [...now.keys()].find((name) => !done.has(name));
	};
	/** Goes where it is, from here or from the beginning. */
	const come = async (name: string): Promise<Reach> => {
		const there = await along(ways.get(name)!);
		if (there.has(name)) return there;
		undraw();
		undraw = draw(view);
		await calmer();
		return along(ways.get(name)!);
	};
	for (let presses = 0; ; presses++) {
		if (presses > most) throw new Error(`more than ${most} presses`);
		let now = reachable();
		let next = seeing(now);
		if (next === undefined) {
			await calmer();
			next = seeing((now = reachable()));
		}
		if (next === undefined) {
			next = [...ways.keys()].find((name) => !done.has(name));
			if (next === undefined) break;
			now = await come(next);
		}
		done.add(next);
		way = [...ways.get(next)!, next];
		now.get(next)?.click();
		await calm();
	}
	undraw();
	return [...sent];
}

Object.assign(window, { pressAll });
