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
import { deliver } from './mails/deliver.ts';
import { forgetMails } from './mails/forget.ts';
import { remind } from './mails/remind.ts';
import { homeOrigin } from './ground/smtp.ts';
import { readHelplines } from './help/helplines.ts';
import { start, stop } from './live/house.ts';
import { keysAtHand } from './push/index.ts';
import { log, logFailure } from './ground/log.ts';
import { eraseDue } from './rights/erasure.ts';
import { openLooking } from './oncall/looking.ts';
import { openPager } from './oncall/pager.ts';
import { keepSettings } from './settings/settings.ts';
import { openLines } from './seats/lines.ts';
import { openKeeper } from './planning/keeper.ts';
import { keepPeers } from './planning/peers.ts';
import { closeCompany, openCompany } from './simulated/company.ts';
import { openStatistics } from './stats/hourly.ts';
import { closeStatistics } from './stats/logins.ts';

let awake = false;
let asleep: Promise<unknown> | undefined;
let endForgetting = () => {};
let endJobs = async () => {};
let endPaging = () => {};
let endCovering = () => {};
let endLines = () => {};
let endKeeping = () => {};
let endSettings = () => {};
let endStatistics = () => {};

/** Brings the database to the newest schema and starts what runs in the background. Throws with every fault of the environment. Safe to call twice. */
export async function wake(): Promise<void> {
	if (awake) return;
	checkEnvironment();
	awake = true;
	const url = env.DATABASE_URL!;
	const held = heldJobs();
	if (held.size > 0) log.error({ jobs: [...held] }, 'held: a test does this work itself, and no other place may run so');
	if (dropped(new URL(homeOrigin()))) log.warn('nobody can sign in: ORIGIN is plain http, and not this machine itself; set it to an https address');
	readHelplines();
	await migrate(url, installJobs);
	await oneFormOfAddress();
	endSettings = await keepSettings();
	await start();
	void keysAtHand().catch((error) => logFailure('push', error));
	openCompany();
	if (!held.has('pages')) endPaging = openPager();
	if (!held.has('cover')) endCovering = openLooking({ peers: keepPeers });
	if (!held.has('lines')) endLines = openLines();
	if (!held.has('series')) endKeeping = openKeeper();
	if (!held.has('forget')) endForgetting = forgetHourly();
	// Beside, not before: nobody waits for mails to have begun.
	endJobs = openJobs(url, {
		mails: held.has('mails') ? null : deliver,
		minutely: held.has('minutely') ? null : { ask, remind, forgetMails, eraseDue }
	});
	if (!held.has('statistics')) endStatistics = openStatistics();
	process.once('SIGTERM', () => void sleep());
	process.once('SIGINT', () => void sleep());
	// The server's last word, when every request is answered: only then, and after the house, may the pool go.
	process.once('sveltekit:shutdown', () => void sleep().then(closeStatistics).then(closeDb));
	log.info('awake');
}

/** Closes the open streams, which would hold the server for 30 s; whatever is left after three ends with the process. */
function sleep(): Promise<unknown> {
	if (!asleep) {
		setTimeout(() => process.exit(0), 3000).unref();
		endForgetting();
		endPaging();
		endCovering();
		endLines();
		endKeeping();
		endSettings();
		endStatistics();
		asleep = Promise.all([closeCompany(), stop(), endJobs()]).catch((error) => logFailure('stop', error));
	}
	return asleep;
}
