// The machine and what is drawn of it are one; and what somebody may do is heard by it.
import { expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { picture } from '../scripts/lib/machine-picture.ts';
import { machine } from '../src/lib/gathering/machine.ts';
import { rules } from '../src/lib/gathering/rules.ts';
import { read } from './support/source.ts';

/** Every state inside one. */
const within = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states).flatMap((state) => [state, ...within(state)]);

test('docs/machine.md draws the machine as it is (npm run picture)', () => {
	expect(read('docs/machine.md').endsWith(`\n\n${picture()}`)).toBe(true);
});

test('each region is in it, and each state is drawn once', () => {
	const drawn = picture();
	const regions = [...drawn.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
	expect(regions).toEqual(Object.keys(machine.root.states));
	const states = within(machine.root).filter(({ type, path }) => type !== 'history' && path.length > 1);
	expect(states.length).toBeGreaterThan(30);
	for (const { path, key } of states) expect(drawn.split(`state "${key}" as ${path.join('_')}`).length, path.join('.')).toBeGreaterThan(1);
	expect([...drawn.matchAll(/^\t+state "/gm)]).toHaveLength(states.length);
});

test('the machine hears each command that a seat may give', () => {
	const heard = new Set<string>(machine.events);
	expect(Object.keys(rules).filter((command) => !heard.has(command))).toEqual([]);
});
