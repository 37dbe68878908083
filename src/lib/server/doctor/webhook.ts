// Whether LiveKit's reports arrive: the doctor opens a room of a telling name and waits until the application has heard of it.

import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { sql } from '../db/index.ts';
import { patient } from '../db/patience.ts';
import { closeRoom, openRoom } from '../live/livekit.ts';
import { because, broken, ok, type Finding } from './finding.ts';

const prefix = 'doctor-';
const channel = 'doctor';
const patienceMs = 8000;

/** A room for looking into, and nobody's gathering. */
export const doctorsRoom = (): string => `${prefix}${randomUUID()}`;

/** Told by the application of every room that LiveKit reports: the doctor's are handed on, whichever node heard of them. */
export async function heardForDoctor(room: string): Promise<void> {
	if (room.startsWith(prefix)) await sql().notify(channel, room);
}

/** @param url the database that the application uses */
export async function lookAtWebhook(url: string, waitMs = patienceMs): Promise<Finding> {
	const todo =
		'Point LiveKit’s webhook to /api/livekit/webhook of the application, by an address that is open from where LiveKit runs, with the same key.';
	const database = postgres(url, { ...patient(), max: 1, onnotice: () => {} });
	const room = doctorsRoom();
	try {
		const heard = Promise.withResolvers<boolean>();
		const late = setTimeout(() => heard.resolve(false), waitMs);
		await database.listen(channel, (name) => name === room && heard.resolve(true));
		const asked = performance.now();
		if ('unknown' in (await openRoom(room))) return broken('webhook', 'LiveKit opened no room for a try.', 'See to LiveKit first.');
		const arrived = await heard.promise;
		clearTimeout(late);
		if (!arrived) return broken('webhook', 'LiveKit opened a room, and the application did not hear of it.', todo);
		return ok('webhook', `The application hears from LiveKit, within ${((performance.now() - asked) / 1000).toFixed(1)} s.`);
	} catch (error) {
		return broken('webhook', `It could not be tried: ${because(error)}.`, 'See to the database first.');
	} finally {
		await closeRoom(room);
		await database.end({ timeout: 1 });
	}
}
