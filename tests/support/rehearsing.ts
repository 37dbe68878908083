// A newcomer in a rehearsal at a running application: from the start page's form to a seat, as a browser without scripts would.
import { expect } from 'vitest';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Person } from '../../src/lib/server/simulated/person.ts';
import type { Script } from '../../src/lib/server/simulated/scripts.ts';

/** Everybody is as many times quicker than people are. */
export const pace = 0.35;
/** What the application is told, so that it is. */
export const quicker = { REHEARSAL_PACE: String(pace) };

/** Posts the form. `as` is what they choose there, and more where that asks for more. */
export const opensRehearsal = (client: PageClient, chosen: Record<string, string>): Promise<Response> =>
	client.form('/rehearsal', { ...chosen, name: 'Robin' });

/** The newcomer takes part by this script as soon as they have come. */
export async function rehearsing(
	base: string,
	chosen: Record<string, string>,
	script: Script
): Promise<{ robin: Person; client: PageClient; gathering: string }> {
	const client = new PageClient({ base });
	const answer = await opensRehearsal(client, chosen);
	expect(answer.status, await answer.clone().text()).toBe(303);
	const gathering = /^\/gatherings\/([^/]+)\/join$/.exec(answer.headers.get('location') ?? '')![1]!;
	const robin = new Person({ script, client, gathering, pace });
	return { robin, client, gathering };
}
