// Looks at what only whoever runs the place can decide: who is told, and what is on.

import { setting } from '../settings/settings.ts';
import { broken, look, ok, type Finding } from './finding.ts';

type Env = Record<string, string | undefined>;

/** The settings must have been read. */
export function lookAtPlace({
	STATS_JOB_DATABASE_URL: job,
	STATS_PAGE_DATABASE_URL: page,
	HELD_JOBS: held,
	ORIGIN: origin,
	ADDRESS_HEADER: header
}: Env): Finding[] {
	const standing = held?.trim()
		? [broken('background', `HELD_JOBS is set: ${held} is never done here.`, 'Remove HELD_JOBS, which is for tests only, and start again.')]
		: [];
	// The application itself speaks plain http: with such an origin something stands before it.
	const behind =
		origin?.startsWith('https:') && !header
			? [
					look(
						'networks',
						'Everybody seems to come from one network: tries to sign in are counted for all of them together.',
						'Set ADDRESS_HEADER to the header in which the proxy gives the visitor’s address, and XFF_DEPTH.'
					)
				]
			: [];
	return [
		...standing,
		...behind,
		setting('safetyContact')
			? ok('safety contact', 'Somebody outside the circles is named.')
			: look(
					'safety contact',
					'Nobody is named: a signal about somebody who holds a circle goes to operators, if there are any beside them.',
					'Name somebody on the page Words and limits, or as SAFETY_CONTACT_EMAIL.'
				),
		setting('privacyText')
			? ok('privacy', 'The page about privacy says who runs this place.')
			: look('privacy', 'The page about privacy does not say who runs this place.', 'Write it on the page Words and limits.'),
		job && page
			? ok('statistics', 'They have logins of their own.')
			: look(
					'statistics',
					'They have no logins of their own, and are off.',
					'Make two logins, and set STATS_JOB_DATABASE_URL and STATS_PAGE_DATABASE_URL, as deploy/database.sh does.'
				)
	];
}
