// The worker of one node: it sends pages, woken by this node's own commits and every second for what others left, and tells a
// gathering that has just opened how many can be reached for it.

import { onCommit } from '../gatherings/gatherings.ts';
import { roomsOpen } from '../../gathering/state.ts';
import { logFailure } from '../ground/log.ts';
import { pulse, stilled } from '../ground/pulse.ts';
import { deliver, spread } from './letters.ts';
import { onCallLimits } from './limits.ts';
import { reachNewcomers } from './newcomers.ts';
import { tellReach } from './reach.ts';
import { tellOnCall } from './reachable.ts';

const alertsName = 'alerts';

/** Starts it. Returns how to end it; what it is sending at that moment is finished or left to another node. */
export function openPager(): () => void {
	let ended = false;
	let busy = false;
	let again = false;
	const go = async () => {
		again = true;
		if (busy) return;
		busy = true;
		while (again && !ended) {
			again = false;
			try {
				const looked = await spread();
				// Not waited for: a mail server that hangs holds up nobody else's page.
				again = (await deliver()).length > 0 || again;
				// After it: whoever came on call since was not called for first. Their letters go out in the next round, which is now.
				const reached = await reachNewcomers();
				again ||= reached.length > 0;
				await tellReach([...looked, ...reached]);
				if (!ended) pulse(alertsName, onCallLimits.lookMs);
			} catch (error) {
				logFailure('pager', error);
			}
		}
		busy = false;
	};
	/** Whose first answer is on its way. */
	const asking = new Set<string>();
	const first = async (gathering: string) => {
		if (asking.has(gathering)) return;
		asking.add(gathering);
		await tellOnCall([gathering]).catch((error) => logFailure('on call', error));
		asking.delete(gathering);
	};
	const unfollow = onCommit(({ gathering, state, paged }) => {
		if (paged) void go();
		if (state.context.onCall === null && roomsOpen(state.value.lifecycle)) void first(gathering);
	});
	pulse(alertsName, onCallLimits.lookMs);
	const looking = setInterval(() => void go(), onCallLimits.lookMs);
	return () => {
		ended = true;
		stilled(alertsName);
		clearInterval(looking);
		unfollow();
	};
}
