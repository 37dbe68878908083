// Mounts one story, named in the address: ?story=held&n=7&you=3, or ?story=outside-waiting&with=signalSent
import '../../src/app.css';
import { mount } from 'svelte';
import Circle from '../../src/routes/gatherings/[id]/circle/Circle.svelte';
import Outside from '../../src/routes/gatherings/[id]/circle/Outside.svelte';
import { shippedLines } from '../../src/lib/helplines/index';
import { viewOf } from './views';
import { keptNew } from '../../src/routes/gatherings/[id]/circle/state/kept-call';
import { sittingWith } from './sitting.svelte';

const asked = new URLSearchParams(location.search);
const story = asked.get('story') ?? 'held';
const theme = asked.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
const help = {
	number: '112',
	sentence: "If someone's life is in danger, ring the emergency number, 112.",
	text: 'The Night Line answers from 20:00 to 06:00.',
	country: 'DE',
	list: shippedLines,
	outside: true
};
const target = document.body;

/** ?kept=line: a call that is not through, and why. ?broken=1: the line is broken. ?silent=1: a press has no answer. */
const why = asked.get('kept') as 'line' | 'login' | null;
const kept = why === null ? [] : [{ ...keptNew('c', { type: 'SUPPORT', whom: 'me' } as const, 3, 0), why }];
const line = { broken: asked.has('broken'), silent: asked.has('silent'), kept };

const view = (name: string) =>
	viewOf(name as Parameters<typeof viewOf>[0], Number(asked.get('n') ?? 7), Number(asked.get('you') ?? 0) || undefined);

if (story.startsWith('outside-')) {
	const nothing = () => {};
	const seen = asked.get('with');
	mount(Outside, {
		target,
		props: {
			screen: story.slice(8) as never,
			view: seen === null ? null : view(seen),
			id: 'story',
			help,
			said: '',
			lost: false,
			signedOut: false,
			line,
			onmove: nothing,
			onback: nothing,
			onsend: nothing,
			onkept: nothing
		}
	});
} else {
	const moment = view(story);
	mount(Circle, { target, props: { sitting: sittingWith(moment, line), view: moment, help } });
}
