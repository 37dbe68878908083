// What happens once when the server starts and once when it ends.

import { oneFormOfAddress } from './accounts/addresses.ts';
import { closeDb } from './db/index.ts';
import { dropped } from './ground/cookies.ts';
import { migrate } from './db/migrate.ts';
import { forgetHourly } from './retention/forget.ts';
import { ask } from './care/asking.ts';
import { checkEnvironment, env } from './env/index.ts';
import { heldJobs } from './jobs/held.ts';
import { installJobs } from './jobs/install.ts';
import { openJobs } from './jobs/worker.ts';
import { usualMails } from './mails/deliver.ts';
import { forgetMails } from './mails/forget.ts';
import { remind } from './mails/remind.ts';
import { homeOrigin } from './ground/smtp.ts';
import { readHelplines } from './help/helplines.ts';
import { startBackground, stopBackground } from './live/background.ts';
import { keysAtHand } from './push/index.ts';
import { log, logFailure } from './ground/log.ts';
import { eraseDue } from './rights/erasure.ts';
import { openLooking } from './oncall/looking.ts';
import { openPager } from './oncall/pager.ts';
import { openQueue } from './outbox/worker.ts';
import { keepSettings } from './settings/settings.ts';
import { openLines } from './seats/lines.ts';
import { openRounds } from './planning/rounds.ts';
import { runPeers } from './planning/peers.ts';
import { closeCompany, openCompany } from './simulated/company.ts';
import { openStatistics } from './stats/hourly.ts';
import { closeStatistics } from './stats/logins.ts';

let started = false;
let stopping: Promise<unknown> | undefined;
/** How each of what runs in the background is ended. */
const ends: (() => unknown)[] = [];

/** Brings the database to the newest schema and starts what runs in the background. Throws with every fault of the environment. Safe to call twice. */
export async function start(): Promise<void> {
	if (started) return;
	checkEnvironment();
	started = true;
	const url = env.DATABASE_URL!;
	const held = heldJobs();
	if (held.size > 0) log.error({ jobs: [...held] }, 'held: a test does this work itself, and no other place may run so');
	if (dropped(new URL(homeOrigin())))
		log.warn('nobody can sign in: ORIGIN is plain http, and not this machine itself; set it to an https address');
	readHelplines();
	await migrate(url, installJobs);
	await oneFormOfAddress();
	ends.push(await keepSettings());
	await startBackground();
	void keysAtHand().catch((error) => logFailure('push', error));
	openCompany();
	if (!held.has('pages')) ends.push(openPager());
	if (!held.has('cover')) ends.push(openLooking({ peers: runPeers }));
	if (!held.has('lines')) ends.push(openLines());
	if (!held.has('series')) ends.push(openRounds());
	if (!held.has('forget')) ends.push(forgetHourly());
	if (!held.has('mails')) ends.push(openQueue(usualMails).end);
	// Beside, not before: nobody waits for jobs to have begun.
	if (!held.has('minutely')) ends.push(openJobs(url, { ask, remind, forgetMails, eraseDue }));
	if (!held.has('statistics')) ends.push(openStatistics());
	process.once('SIGTERM', () => void stop());
	process.once('SIGINT', () => void stop());
	// The server's last word, when every request is answered: only then, and after the house, may the pool go.
	process.once('sveltekit:shutdown', () => void stop().then(closeStatistics).then(closeDb));
	log.info('started');
}

/** Closes the open streams, which would hold the server for 30 s; whatever is left after three ends with the process. */
function stop(): Promise<unknown> {
	if (!stopping) {
		setTimeout(() => process.exit(0), 3000).unref();
		stopping = Promise.all([...ends.map((end) => end()), closeCompany(), stopBackground()]).catch((error) => logFailure('stop', error));
	}
	return stopping;
}
