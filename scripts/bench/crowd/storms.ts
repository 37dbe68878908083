// Storms: every line of fifty circles drops at once and returns; a pause is pressed in all of them within a second.
import { setTimeout as nap } from 'node:timers/promises';
import { figure, loadNow, type Figure } from '../figures.ts';
import { eight, spread, type Gathering } from './people.ts';

/** People's pages try again within half a second; media takes a little longer. */
const againMs = 500;
const mediaAgainMs = 1000;

export async function stormOfPauses(gatherings: Gathering[]): Promise<Record<string, Figure>> {
	const loadBefore = loadNow();
	const times = await spread(gatherings.length, 1000, (index) =>
		gatherings[index]!.press(1, { type: 'TAKEOVER', kind: 'safety', seat: null })
	);
	await Promise.all(gatherings.map((one) => one.press(1, { type: 'RESUME', pauseId: one.page(1).view.hold!.pauseId, mode: 'exact' })));
	return {
		storm_of_pauses: figure(
			{ unit: 'ms', goal: `last screen of ${gatherings.length} ≤ 250 ms`, loadBefore },
			times,
			null,
			() => Math.max(...times) <= 250
		)
	};
}

export async function stormOfLines(gatherings: Gathering[]): Promise<Record<string, Figure>> {
	const pages = gatherings.length * eight;
	const about = (unit: string, goal: string, loadBefore: number) => ({ unit, goal: `${pages} pages ≤ ${goal}`, loadBefore });
	const [before, alone] = [loadNow(), await returned(gatherings, false)];
	await nap(10_000);
	const [between, both] = [loadNow(), await returned(gatherings, true)];
	return {
		storm_of_pages: figure(about('s', '3 s', before), alone, null, () => Math.max(...alone) <= 3),
		storm_with_media: figure(about('s', '6 s', between), both, null, () => Math.max(...both) <= 6)
	};
}

/** Seconds from the drop until all screens of a gathering show everybody present again, for each gathering. */
async function returned(gatherings: Gathering[], withMedia: boolean): Promise<number[]> {
	const began = performance.now();
	for (const { pages } of gatherings) for (const page of pages) page.drop();
	return Promise.all(
		gatherings.map(async (one) => {
			if (withMedia) await one.media(false);
			const comes = one.pages.map(async (page) => {
				await nap(Math.random() * againMs);
				await page.open();
			});
			const sounds = withMedia ? nap(Math.random() * mediaAgainMs).then(() => one.media(true)) : null;
			await Promise.all([...comes, sounds]);
			await one.whole();
			return (performance.now() - began) / 1000;
		})
	);
}
