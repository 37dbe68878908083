// Alerts, as the outbox sends them: who is reached is decided at once when this node's own commits ask for somebody, and every second
// for what others left. And a gathering that has just opened is told how many can be reached for it.

import { eq } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { pages, type PageKind } from '../db/schema-oncall.ts';
import { onCommit } from '../gatherings/gatherings.ts';
import { roomsOpen } from '../../gathering/state.ts';
import { logFailure } from '../ground/log.ts';
import { alertTried } from '../metrics/index.ts';
import { byMail, byWebhook, toDevice, type Outcome } from '../outbox/carriers.ts';
import type { Taken } from '../outbox/deliveries.ts';
import { paces } from '../outbox/limits.ts';
import { openQueue, type Queue } from '../outbox/worker.ts';
import { fanOut, type TakenAlert } from './letters.ts';
import { onCallLimits } from './limits.ts';
import { reachNewcomers } from './newcomers.ts';
import { tellReach } from './reach.ts';
import { tellOnCall } from './reachable.ts';
import { textOf } from './texts.ts';

/** The urgent queue of the outbox. */
export const alerts: Queue = {
	kind: 'alert',
	name: 'alerts',
	async attempt(one) {
		const about = await aboutOf(one);
		if (!about) return 'dropped';
		const outcome = await handOver(one, about);
		if (outcome !== 'dropped') alertTried(one.carrier!, typeof outcome === 'string' ? outcome : 'failed');
		return outcome;
	},
	async round({ start, look }) {
		const { looked, taken } = await fanOut();
		start(taken);
		await look();
		// After it: whoever came on call since was not called for first.
		const reached = await reachNewcomers();
		start(reached.taken);
		await tellReach([...looked, ...reached.looked]);
	},
	handedOver: ({ page }) => tellReach([page!])
};

/** What the alert is about; null when nobody is needed any more. A test tries every way, also once it was answered. */
async function aboutOf(one: Taken | TakenAlert): Promise<PageKind | null> {
	// What this node has just decided is as true as it was a moment ago.
	if ('about' in one) return one.about;
	const [page] = await db().select({ kind: pages.kind, endedAt: pages.endedAt }).from(pages).where(eq(pages.id, one.page!));
	return page && (page.kind === 'test' || !page.endedAt) ? page.kind : null;
}

/** Gives one alert to its carrier, in our words. */
async function handOver({ id, page, carrier, email, topic, endpoint, p256dh, auth }: Taken, about: PageKind): Promise<Outcome> {
	const { subject, push, body, url } = textOf(about, page!);
	const { attemptMs } = paces.alert;
	if (carrier === 'mail') return byMail({ to: email ?? '', subject, text: body, id, attemptMs });
	if (carrier === 'webhook') return byWebhook({ id, kind: about, title: subject, path: url, to: topic ?? '' }, attemptMs);
	if (!endpoint || !p256dh || !auth) return 'gone';
	return toDevice({ endpoint, p256dh, auth }, id, { body: push, url, ttlSeconds: onCallLimits.pushTtlSeconds, urgency: 'high' });
}

/** Starts it. Returns how to end it; what it is sending at that moment is finished or left to another node. */
export function openPager(): () => Promise<void> {
	const sending = openQueue(alerts);
	/** Whose first answer is on its way. */
	const asking = new Set<string>();
	const first = async (gathering: string) => {
		if (asking.has(gathering)) return;
		asking.add(gathering);
		await tellOnCall([gathering]).catch((error) => logFailure('on call', error));
		asking.delete(gathering);
	};
	const unfollow = onCommit(({ gathering, state, paged }) => {
		if (paged) sending.soon();
		if (state.context.onCall === null && roomsOpen(state.value.lifecycle)) void first(gathering);
	});
	return () => {
		unfollow();
		return sending.end();
	};
}
