// The start page in a real browser.
import { expect, test } from '@playwright/test';
import { freshDatabase, startApp, type TestApp } from '../support/servers.ts';

let app: TestApp;
test.beforeAll(async () => {
	app = await startApp({ databaseUrl: await freshDatabase() });
});
test.afterAll(() => app?.stop());

test('the start page answers, is named, and asks nobody but this instance', async ({ page }) => {
	const strangers: string[] = [];
	page.on('request', (request) => {
		if (new URL(request.url()).origin !== app.url) strangers.push(request.url());
	});
	await page.goto(app.url);
	await expect(page).toHaveTitle(/Evenround/);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	expect(strangers).toEqual([]);
});

test('this browser has WebRTC, a camera and a microphone', async ({ page }) => {
	await page.goto(app.url);
	const kinds = await page.evaluate(async () => {
		const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 180 } });
		const connection = new RTCPeerConnection();
		for (const track of stream.getTracks()) connection.addTrack(track, stream);
		const offer = await connection.createOffer();
		return (offer.sdp ?? '')
			.split('\n')
			.filter((line) => line.startsWith('m='))
			.map((line) => line.slice(2, 7));
	});
	expect(kinds).toEqual(['audio', 'video']);
});
