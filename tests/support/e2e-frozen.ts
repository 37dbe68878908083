// Somebody whose whole browser can be stopped, as by a laptop that sleeps: a Chromium of their own, started and ended here.
import { chromium } from '@playwright/test';
import type { Planned } from './e2e-gathering.ts';
import type { Sitter } from './e2e-sitter.ts';
import { opens, test as base } from './e2e.ts';

export interface Alone {
	sitter: Sitter;
	/** Every process of that browser stands still while this goes on, and runs again after it, whatever happened. */
	frozen<T>(meanwhile: () => Promise<T>): Promise<T>;
}

export const test = base.extend<{ alone: (plan: Planned, seat: number) => Promise<Alone> }>({
	alone: async ({ app, launchOptions }, use) => {
		const ends: (() => Promise<unknown>)[] = [];
		await use(async (plan, seat) => {
			const server = await chromium.launchServer(launchOptions);
			// It leads a group of processes of its own.
			const all = -server.process().pid!;
			ends.push(async () => {
				process.kill(all, 'SIGCONT');
				await server.close();
			});
			const browser = await chromium.connect(server.wsEndpoint());
			const { name, token } = plan.people[seat - 1]!;
			const sitter = await opens(browser, app, seat, name);
			await sitter.context.addCookies([{ name: 'login', value: token, url: app.url }]);
			const frozen: Alone['frozen'] = async (meanwhile) => {
				process.kill(all, 'SIGSTOP');
				try {
					return await meanwhile();
				} finally {
					process.kill(all, 'SIGCONT');
				}
			};
			return { sitter, frozen };
		});
		for (const end of ends) await end();
	}
});
