// Says what this running application asks outside of itself and gets no answer from. Asks nothing of it again.

import { answers } from '../live/livekit.ts';
import { silences } from '../ground/silence.ts';
import { broken, ok, type Finding } from './finding.ts';

/** Those that have no look of their own here. Mail and disk do. */
const carriers: Record<string, [string, string]> = {
	push: ['push services', 'Alerts and messages still go by mail. See that this machine may reach the addresses in PUSH_SERVICES by https.'],
	webhook: ['alerts', 'They still go by mail, and to devices. See to what listens at ALERT_WEBHOOK_URL.']
};

export const lookAtSilence = (): Finding[] =>
	silences().flatMap((name) => {
		const [what, todo] = carriers[name] ?? [];
		return what && todo ? [broken(what, 'No answer came when one was last handed over.', todo)] : [];
	});

/** Only whether it answers: what else there is to know of it the command looks at. */
export async function lookAtMedia(): Promise<Finding> {
	if (await answers()) return ok('video server', 'It answers.');
	return broken(
		'video server',
		'LiveKit does not answer: circles go on in writing, and nobody new gets sound or picture.',
		'See that it runs, and that LIVEKIT_INTERNAL_URL leads to it from here.'
	);
}
