// What a host's page may know: releases, read by a login that can read nothing else. One statement, over releases alone.

import { setImmediate } from 'node:timers/promises';
import type { Released } from '../../stats/types.ts';
import { page } from './logins.ts';

/** So many are read before anything else may come in between. */
const atOnce = 50;

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
	const releases: Release[] = [];
	for (const [at, { circles, body }] of rows.entries()) {
		// Somebody who hosted many circles for years: the thread that keeps circles is free in between.
		if (at % atOnce === atOnce - 1) await setImmediate();
		releases.push({ ...(JSON.parse(body) as Released), circles });
	}
	return releases;
}
