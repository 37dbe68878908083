// The machine of a gathering as pictures in Mermaid's words, one for each region, read from the machine itself. Reads no file and
// writes none: `npm run picture` puts what it says into docs/machine.md, and a test holds the two together.

import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { machine } from '../../src/lib/gathering/machine.ts';

/** A guard as XState keeps it: a name, or one that is made of others, or asks for a state. */
type Guard = string | { type: string } | { guards?: Guard[]; stateValue?: StateValue; check?: unknown } | undefined;
type StateValue = string | { [region: string]: StateValue };

const pathOf = (value: StateValue): string =>
	typeof value === 'string'
		? value
		: Object.entries(value)
				.map(([key, inner]) => `${key}.${pathOf(inner)}`)
				.join(', ');

/** What must be so, one condition each. */
function conditions(guard: Guard): string[] {
	if (guard === undefined) return [];
	if (typeof guard === 'string') return [guard];
	if ('type' in guard) return [guard.type];
	if (guard.stateValue !== undefined) return [`in ${pathOf(guard.stateValue)}`];
	const inner = (guard.guards ?? []).flatMap(conditions);
	return (guard as { name?: string }).name === 'not' ? [`not ${inner.join(' and ')}`] : inner;
}

/** A command by its name, a clock as one; nothing for what follows by itself. */
const eventOf = (event: string): string => (event === '' ? '' : event.replace(/^TIMER\./, 'clock '));

function labelOf(event: string, { guard }: AnyTransitionDefinition, otherwise = false): string {
	const asked = conditions(guard as Guard);
	return [eventOf(event), asked.length > 0 ? `[${asked.join(', ')}]` : otherwise ? '[otherwise]' : ''].filter(Boolean).join(' ');
}

const children = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states);
const drawn = (node: AnyStateNode): AnyStateNode[] => children(node).filter(({ type }) => type !== 'history');
const nameOf = (node: AnyStateNode): string => node.path.join('_');

interface Way {
	from: AnyStateNode;
	/** Nothing: what is heard changes no state. */
	to: AnyStateNode | null;
	label: string;
}

/** Every way out of a state, in the order in which they are looked at: what follows by itself comes first. */
function waysOut(from: AnyStateNode): Way[] {
	const ways: [string, readonly AnyTransitionDefinition[]][] = [
		['', from.always ?? []],
		...[...from.transitions].filter(([event]) => event !== '')
	];
	return ways.flatMap(([event, all]) =>
		all.flatMap((one, i): Way[] => {
			const label = labelOf(event, one, i > 0);
			if (!one.target) return [{ from, to: null, label }];
			// A way back into what was before is drawn to the state around.
			return one.target.map((to) =>
				to.type === 'history' ? { from, to: to.parent!, label: `${label} (as it was)` } : { from, to, label }
			);
		})
	);
}

const all = (node: AnyStateNode): AnyStateNode[] => drawn(node).flatMap((state) => [state, ...all(state)]);
const holds = (node: AnyStateNode, other: AnyStateNode): boolean =>
	node.path.length < other.path.length && node.path.every((key, i) => other.path[i] === key);

/** The states inside one, then the arrows between them: each at the innermost state that holds both its ends. */
function inside(node: AnyStateNode): string[] {
	const first = node.initial?.target?.[0];
	const between = all(node)
		.flatMap(waysOut)
		.filter(({ from, to }) => to !== null && holds(node, to) && !drawn(node).some((state) => holds(state, from) && holds(state, to)));
	return [
		...drawn(node).flatMap((state) => {
			const named = `state "${state.key}" as ${nameOf(state)}`;
			return drawn(state).length === 0 ? [named] : [`${named} {`, ...inside(state).map((line) => `\t${line}`), '}'];
		}),
		...(first ? [`[*] --> ${nameOf(first)}`] : []),
		...between.map(({ from, to, label }) => `${nameOf(from)} --> ${nameOf(to!)}${label ? ` : ${label}` : ''}`)
	];
}

/** What is heard in a state without leaving it; and of a whole region where it leads, which no arrow could show. */
function heard(region: AnyStateNode, node = region): string[] {
	const kept = waysOut(node)
		.filter(({ to }) => to === null || node === region)
		.map(({ to, label }) => `\`${label}\`${to ? ` → ${to.key}` : ''}`);
	const where = node === region ? 'in every state' : node.path.slice(1).join('.');
	return [
		...(kept.length > 0 ? [`- ${where}: ${[...new Set(kept)].join(', ')}`] : []),
		...drawn(node).flatMap((state) => heard(region, state))
	];
}

function regionPicture(region: AnyStateNode): string[] {
	const told = heard(region);
	const drawing =
		drawn(region).length > 0 ? ['```mermaid', 'stateDiagram-v2', ...inside(region).map((line) => `\t${line}`), '```', ''] : [];
	return [`## ${region.key}`, '', ...drawing, ...(told.length > 0 ? ['Heard without an arrow:', '', ...told, ''] : [])];
}

/** All of it, in Markdown: a picture for each region, and what the machine hears whatever they show. */
export function picture(): string {
	const root: AnyStateNode = machine.root;
	return [
		...children(root).flatMap(regionPicture),
		'## Heard in every state of every region',
		'',
		[...new Set(waysOut(root).map(({ label }) => `\`${label}\``))].join(', '),
		''
	].join('\n');
}
