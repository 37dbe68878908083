// The surroundings, read here and nowhere else in src: each variable by its name, with its type, when it is asked for. All of them
// are looked at once, when a server starts, and a faulty one keeps it from starting.

import * as v from 'valibot';
import { meantBy } from './misspelt.ts';
import { names, needed, together, variables, type Name, type Value } from './variables.ts';

type Given = Readonly<Record<string, string | undefined>>;

/** All that the process was given, for whoever looks at it as a whole. */
export const surroundings = (): Given => process.env;

/** What is said for a name; an empty text, as a compose file makes of what is not set, says nothing. */
const said = (name: Name, given: Given): string | undefined => given[name]?.trim() || undefined;

const readAlready = new Map<Name, { said: string | undefined; value: unknown }>();

function read(name: Name): unknown {
	const is = said(name, process.env);
	const already = readAlready.get(name);
	if (already && already.said === is) return already.value;
	const fault = faultOf(name);
	if (fault) throw new Error(fault);
	const value = is === undefined ? variables[name].or : v.parse(variables[name].is, is);
	readAlready.set(name, { said: is, value });
	return value;
}

/** Each variable as it is now: tests set some late. Throws the sentence for one that is not what it must be. */
export const env = Object.defineProperties(
	{},
	Object.fromEntries(names.map((name) => [name, { get: () => read(name), enumerable: true }]))
) as { readonly [N in Name]: Value<N> };

/** What is wrong with one variable, in a sentence without its value; null for nothing. */
export function faultOf(name: Name, given: Given = process.env): string | null {
	const is = said(name, given);
	const checked = is === undefined ? null : v.safeParse(variables[name].is, is);
	return !checked || checked.success ? null : `${name} ${checked.issues[0].message}.`;
}

/**
 * Everything that is wrong, a sentence each: a value, half of what belongs together, a name that is near to one of ours.
 * @param starting what must be there to start is asked for, too
 */
export function faults(given: Given = process.env, starting = false): string[] {
	const set = names.filter((name) => said(name, given) !== undefined);
	const missing = starting ? needed.filter((name) => !set.includes(name)) : [];
	const halves = together.filter(
		(all) => all.some((name) => set.includes(name)) && !all.every((name) => set.includes(name) || missing.includes(name))
	);
	const others = Object.keys(given).filter((name) => given[name] && !(names as string[]).includes(name));
	const unset = names.filter((name) => !set.includes(name));
	return [
		...names.flatMap((name) => faultOf(name, given) ?? []),
		...missing.map((name) => `${name} is not set.`),
		...halves.map((all) => `Only ${list(all.filter((name) => set.includes(name)))} of ${list(all)} is set: set all of them, or none.`),
		...others.flatMap((name) => {
			const meant = meantBy(name, unset);
			return meant ? [`${name} is nothing that Evenround reads: ${meant} is probably meant.`] : [];
		})
	];
}

const list = (all: string[]): string => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);

/** Throws, with a sentence for each fault and no stack, when a server cannot start so. */
export function checkEnvironment(): void {
	const found = faults(process.env, true);
	if (found.length === 0) return;
	const refused = new Error(
		`Evenround does not start, because of its environment (.env.example says what each variable is):\n  ${found.join('\n  ')}`
	);
	refused.stack = refused.message;
	throw refused;
}
