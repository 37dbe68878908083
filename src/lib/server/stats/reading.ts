// What a host's page may know: releases, read by a login that can read nothing else. One statement, over releases alone.

import type { Released } from '../../stats/words.ts';
import { page } from './logins.ts';

/** A release, with its circles. */
export interface Release extends Released {
	circles: string[];
}

/**
 * What was released to somebody, newest first. Whether they still host these circles is asked by whoever shows it.
 * @param circle only releases that count this circle
 */
export async function releasesTo(account: string, circle?: string): Promise<Release[]> {
	const rows = await page()<{ circles: string[]; body: string }[]>`
		select circles, body from stats.releases
		where readers @> array[${account}::uuid] ${circle ? page()`and ${circle}::uuid = any(circles)` : page()``}
		order by from_month desc, scope_id`;
	return rows.map(({ circles, body }) => ({ ...(JSON.parse(body) as Released), circles }));
}
