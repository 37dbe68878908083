// Web push, all of it: this instance's keys, the devices people allowed, and one message to one device.

import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { and, count, eq, ne } from 'drizzle-orm';
import * as v from 'valibot';
import webpush from 'web-push';
import { db } from '../db/index.ts';
import { pushDevices } from '../db/schema-push.ts';
import { onDisk } from '../ground/disk.ts';
import { env } from '../env/index.ts';
import { logFailure } from '../ground/log.ts';
import { asking } from '../ground/silence.ts';

interface Keys {
	publicKey: string;
	privateKey: string;
}
const key = v.pipe(v.string(), v.regex(/^[\w-]{10,200}$/));
const Device = v.strictObject({ endpoint: v.pipe(v.string(), v.url(), v.maxLength(1000)), p256dh: key, auth: key });
/** What a browser gives to whoever may wake it. */
export type Device = v.InferOutput<typeof Device>;

/** A device as a page posts it, or null when it is none. */
export function deviceOf(body: unknown): Device | null {
	const read = v.safeParse(Device, body);
	return read.success ? read.output : null;
}
export interface Message {
	title: string;
	body: string;
	/** The path of the page it opens. */
	url: string;
	/** A second message with this tag takes the place of the first, at the push service and on the device. */
	tag: string;
	/** How long the push service keeps it for a device that is off. */
	ttlSeconds: number;
	/** `high` wakes a device that saves its battery, and is shown until it is pressed. */
	urgency: 'high' | 'normal';
}

const limits = {
	mostDevices: 10,
	/** One attempt at a message. */
	attemptMs: 10_000
} as const;

let keys: Promise<Keys> | undefined;

/** The key pages subscribe with. Given by VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY, else made once and kept in DATA_DIR. */
export const publicKey = async (): Promise<string> => (await ownKeys()).publicKey;

function ownKeys(): Promise<Keys> {
	const { VAPID_PUBLIC_KEY: given, VAPID_PRIVATE_KEY: secret } = env;
	if (given && secret) return Promise.resolve({ publicKey: given, privateKey: secret });
	keys ??= onDisk(keptKeys).catch((error) => {
		keys = undefined;
		throw error;
	});
	return keys;
}

/** Reads what was kept before, so that no message waits for a disk later. */
export async function keysAtHand(): Promise<void> {
	if (
		await onDisk(() =>
			access(fileOf()).then(
				() => true,
				() => false
			)
		)
	)
		await ownKeys();
}

const fileOf = (): string => path.join(env.DATA_DIR, 'vapid.json');

async function keptKeys(): Promise<Keys> {
	const file = fileOf();
	await mkdir(env.DATA_DIR, { recursive: true, mode: 0o700 });
	// Of two processes that start at once, the first to write decides.
	await writeFile(file, JSON.stringify(webpush.generateVAPIDKeys()), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
	return JSON.parse(await readFile(file, 'utf8')) as Keys;
}

/**
 * Whether a device's address belongs to a push service this instance sends to. A message goes nowhere else, whatever a device says
 * its address is. Plain http only on this machine itself.
 */
export function mayPushTo(endpoint: string): boolean {
	if (!URL.canParse(endpoint)) return false;
	const { protocol, hostname, username, port } = new URL(endpoint);
	const known = env.PUSH_SERVICES.split(/\s+/);
	const listed = known.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
	const own = hostname === '127.0.0.1';
	return listed && username === '' && (own || (protocol === 'https:' && port === ''));
}

/**
 * Keeps a device that its person allowed, under the login they allowed it by: it is forgotten with a wish to end that one. False for
 * an address that is no known push service, or one device too many; one that is kept already is never too many.
 */
export async function keepDevice(accountId: string, device: Device, loginId: string | null = null): Promise<boolean> {
	if (!mayPushTo(device.endpoint)) return false;
	const others = and(eq(pushDevices.accountId, accountId), ne(pushDevices.endpoint, device.endpoint));
	const [had] = await db().select({ n: count() }).from(pushDevices).where(others);
	if (had!.n >= limits.mostDevices && !(await hasDevice(accountId, device.endpoint))) return false;
	const { p256dh, auth } = device;
	await db()
		.insert(pushDevices)
		.values({ accountId, ...device, loginId })
		.onConflictDoUpdate({ target: pushDevices.endpoint, set: { accountId, p256dh, auth, loginId } });
	return true;
}

/** Whether this account is told on a device: a browser may hold a subscription that is not kept here any more, or is somebody else's. */
export async function hasDevice(accountId: string, endpoint: string): Promise<boolean> {
	return (await db().$count(pushDevices, and(eq(pushDevices.accountId, accountId), eq(pushDevices.endpoint, endpoint)))) > 0;
}

/** Every device of an account. */
export const devicesOf = (accountId: string): Promise<Device[]> =>
	db()
		.select({ endpoint: pushDevices.endpoint, p256dh: pushDevices.p256dh, auth: pushDevices.auth })
		.from(pushDevices)
		.where(eq(pushDevices.accountId, accountId));

/** Forgets a device that does not want any more. */
export async function dropDevice(endpoint: string): Promise<void> {
	await db().delete(pushDevices).where(eq(pushDevices.endpoint, endpoint));
}

/** Forgets a device of this account. */
export async function forgetDevice(accountId: string, endpoint: string): Promise<void> {
	await db()
		.delete(pushDevices)
		.where(and(eq(pushDevices.accountId, accountId), eq(pushDevices.endpoint, endpoint)));
}

/**
 * Hands one message to a device's push service, encrypted for the device.
 * @returns `gone` when the device does not want any more, and is forgotten by whoever asked
 */
export async function push(device: Device, { ttlSeconds, urgency, ...message }: Message): Promise<'sent' | 'failed' | 'gone'> {
	if (!mayPushTo(device.endpoint)) return 'gone';
	try {
		const request = webpush.generateRequestDetails(
			{ endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } },
			JSON.stringify({ ...message, stays: urgency === 'high' }),
			{
				vapidDetails: { subject: subject(), ...(await ownKeys()) },
				TTL: ttlSeconds,
				urgency,
				topic: message.tag
			}
		);
		const asked = fetch(request.endpoint, {
			method: 'POST',
			headers: request.headers as Record<string, string>,
			body: new Uint8Array(request.body as Buffer),
			redirect: 'error',
			signal: AbortSignal.timeout(limits.attemptMs)
		});
		const answer = await asking('push', asked);
		await answer.body?.cancel();
		if (answer.status === 404 || answer.status === 410) return 'gone';
		return answer.ok ? 'sent' : 'failed';
	} catch (error) {
		logFailure('push', error);
		return 'failed';
	}
}

/** Whom a push service may write to about this instance. */
function subject(): string {
	const { ORIGIN: origin = '', VAPID_SUBJECT: given } = env;
	return given ?? (origin.startsWith('https:') ? origin : 'mailto:evenround@localhost');
}
