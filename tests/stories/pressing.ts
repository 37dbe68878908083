// Draws the page that a person has at a moment, and presses everything on it that they could press: what it sends is what that
// page has a control for. No control has to say what it does.
import '../../src/app.css';
import { flushSync, mount, tick, unmount } from 'svelte';
import type { View } from '../../src/lib/gathering/viewed';
import { shipped } from '../../src/lib/helplines/index';
import Circle from '../../src/routes/gatherings/[id]/circle/Circle.svelte';
import Outside from '../../src/routes/gatherings/[id]/circle/Outside.svelte';
import { screenOf } from '../../src/routes/gatherings/[id]/circle/screens';
import { sittingWith } from './sitting.svelte';

// What a page fetches when it needs it is here at once: a press is answered within the same turn.
import.meta.glob('../../src/routes/gatherings/*/circle/**/[A-Z]*.svelte', { eager: true });
import.meta.glob('../../src/routes/gatherings/*/circle/{holding,rooms,where}.ts', { eager: true });

const help = { number: '112', sentence: "If someone's life is in danger, ring the emergency number, 112.", text: '', country: 'DE', list: shipped, outside: true };
/** These are posted by addresses of their own. */
const posted: Record<string, string> = { card: 'OPEN_CARD', pause: 'SAY_OF_PAUSE' };
const most = 300;

const sent = new Set<string>();
const send = (command: { type: string; whom?: string }) => {
	sent.add(command.whom === 'aside' ? 'SUPPORT aside' : command.type);
	return Promise.resolve({ ok: true, version: 1 });
};
window.fetch = (address) => {
	const command = posted[String(address).split('/').at(-1) ?? ''];
	if (command) sent.add(command);
	return Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }));
};

function draw(view: View): () => void {
	const target = document.createElement('div');
	document.body.replaceChildren(target);
	const screen = screenOf(view, null, view.you.device ?? '', false);
	const nothing = () => {};
	const outside = { screen, view, id: 'story', help, said: '', lost: false, onmove: nothing, onback: nothing, onsend: send };
	const sitting = Object.assign(sittingWith(view), { send });
	Object.assign(sitting.gathering, { send });
	const page = screen === 'circle' ? mount(Circle, { target, props: { sitting, view, help } as never }) : mount(Outside, { target, props: outside as never });
	return () => void unmount(page);
}

async function settled(): Promise<void> {
	flushSync();
	await tick();
	await new Promise((done) => setTimeout(done));
	flushSync();
	for (const fold of document.querySelectorAll('details')) fold.open = true;
}

/** Under the hand now: seen, not switched off, and in the open dialog if there is one. */
function reachable(): Map<string, HTMLElement> {
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

/** Every type of command that something on this person's page sends. */
async function pressAll(view: View): Promise<string[]> {
	sent.clear();
	let undraw = draw(view);
	await settled();
	/** How each is reached: what is pressed before it, from the beginning. */
	const ways = new Map<string, string[]>();
	const done = new Set<string>();
	let way: string[] = [];
	for (let presses = 0; presses < most; presses++) {
		const now = reachable();
		for (const name of now.keys()) if (!ways.has(name)) ways.set(name, way);
		const next = [...now.keys()].find((name) => !done.has(name));
		if (next !== undefined) {
			done.add(next);
			way = [...ways.get(next)!, next];
			now.get(next)!.click();
			await settled();
			continue;
		}
		const hidden = [...ways].find(([name]) => !done.has(name));
		if (!hidden) break;
		undraw();
		undraw = draw(view);
		await settled();
		for (const name of hidden[1]) {
			reachable().get(name)?.click();
			await settled();
		}
		way = hidden[1];
		if (!reachable().has(hidden[0])) done.add(hidden[0]);
	}
	undraw();
	return [...sent];
}

Object.assign(window, { pressAll });
