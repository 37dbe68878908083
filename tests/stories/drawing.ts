// Draws the page that a person has at a moment, and notes every command that it sends.
import { mount, unmount } from 'svelte';
import type { View } from '../../src/lib/gathering/viewed';
import type { Command } from '../../src/lib/gathering/types';
import { shippedLines } from '../../src/lib/helplines/index';
import Circle from '../../src/routes/gatherings/[id]/circle/Circle.svelte';
import Outside from '../../src/routes/gatherings/[id]/circle/Outside.svelte';
import { screenOf } from '../../src/routes/gatherings/[id]/circle/state/screens';
import { sittingWith } from './sitting.svelte';

// What a page fetches when it needs it is here at once.
import.meta.glob('../../src/routes/gatherings/*/circle/**/[A-Z]*.svelte', { eager: true });
import.meta.glob('../../src/routes/gatherings/*/circle/{holding,rooms/rooms}.ts', { eager: true });

const help = {
	number: '112',
	sentence: "If someone's life is in danger, ring the emergency number, 112.",
	text: '',
	country: 'DE',
	list: shippedLines,
	outside: true
};
/** These are posted to addresses of their own. */
const posted: Record<string, string> = { card: 'OPEN_CARD', pause: 'SAY_OF_PAUSE' };

/** Every type of command that was sent since it was cleared. A call past those who hold the circle is one of its own. */
export const sent = new Set<string>();

const send = (command: Command) => {
	sent.add(command.type === 'SUPPORT' && command.whom === 'aside' ? 'SUPPORT aside' : command.type);
	return Promise.resolve({ ok: true, version: 1 });
};
window.fetch = (address) => {
	const command = posted[String(address).split('/').at(-1) ?? ''];
	if (command) sent.add(command);
	return Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }));
};

/** @returns what takes the page away again */
export function draw(view: View): () => void {
	const target = document.createElement('div');
	document.body.replaceChildren(target);
	const screen = screenOf(view, null, view.you.device ?? '', false);
	if (screen === 'circle') {
		const sitting = Object.assign(sittingWith(view), { send });
		Object.assign(sitting.gathering, { send });
		const page = mount(Circle, { target, props: { sitting, view, help } });
		return () => void unmount(page);
	}
	const nothing = () => {};
	const line = { broken: false, silent: false, kept: [] };
	const page = mount(Outside, {
		target,
		props: {
			screen,
			view,
			id: 'story',
			help,
			said: '',
			lost: false,
			signedOut: false,
			line,
			onmove: nothing,
			onback: nothing,
			onsend: send,
			onkept: nothing
		}
	});
	return () => void unmount(page);
}
