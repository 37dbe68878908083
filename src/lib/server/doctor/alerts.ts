// Looks at the operator's own carrier for alerts, as it is set. Posts nothing: the test alert of somebody on call does.

import { mayPostTo } from '../env/kinds.ts';
import { broken, ok, type Finding } from './finding.ts';

export function lookAtAlerts({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret }: Record<string, string | undefined>): Finding {
	if (!url && !secret) return ok('alerts', 'They go by mail, and to devices that people allowed; there is no carrier of your own.');
	if (!url || !secret)
		return broken('alerts', 'Only one of ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET is set.', 'Set both, or neither (docs/paging.md).');
	if (!mayPostTo(url))
		return broken(
			'alerts',
			'ALERT_WEBHOOK_URL is no https address, and no http address on this machine or a private network.',
			'Give the bridge a certificate, or let it listen on a private address.'
		);
	return ok('alerts', 'Your own carrier is set. Whether it works, a test alert tells.');
}
