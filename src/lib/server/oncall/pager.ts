// The worker of one node: it sends pages, woken by this node's own commits and every second for what others left.

import { onCommit } from '../gatherings/gatherings.ts';
import { logFailure } from '../log.ts';
import { deliver, spread } from './letters.ts';
import { onCallLimits } from './limits.ts';

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
				await spread();
				// Not waited for: a mail server that hangs holds up nobody else's page.
				again = (await deliver()).length > 0 || again;
			} catch (error) {
				logFailure('pager', error);
			}
		}
		busy = false;
	};
	const unfollow = onCommit(({ paged }) => void (paged && go()));
	const looking = setInterval(() => void go(), onCallLimits.lookMs);
	return () => {
		ended = true;
		clearInterval(looking);
		unfollow();
	};
}
