// What leaves for those outside comes out on this machine: a push service and an operator's own carrier, to which the application sends.
import { alertReceiver } from './alert-receiver.ts';
import { test as base } from './e2e.ts';
import { pushService } from './push-service.ts';

export interface Carriers {
	/** It takes the first message and says nothing until it is woken. */
	push: Awaited<ReturnType<typeof pushService>>;
	webhook: Awaited<ReturnType<typeof alertReceiver>>;
}
const secret = 'a word that both know';

export const test = base.extend<object, { carriers: Carriers }>({
	carriers: [
		async ({ browserName: _ }, use) => {
			const [push, webhook] = [await pushService([0]), await alertReceiver(secret)];
			// The tests keep devices themselves.
			process.env.PUSH_SERVICES = '127.0.0.1';
			await use({ push, webhook });
			await Promise.all([push.close(), webhook.close()]);
		},
		{ scope: 'worker' }
	],
	env: [
		({ carriers }, use) => use({ PUSH_SERVICES: '127.0.0.1', ALERT_WEBHOOK_URL: carriers.webhook.url, ALERT_WEBHOOK_SECRET: secret }),
		{ scope: 'worker' }
	]
});
