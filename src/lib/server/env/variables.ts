// Every variable that this software knows, by name: what it must look like, what holds without it, and who reads it. The same
// names stand in .env.example and deploy/compose.yaml, which a test holds equal. Reads nothing.

import type * as v from 'valibot';
import * as kind from './kinds.ts';

interface Variable {
	is: v.GenericSchema<string, unknown>;
	/** What holds without it. */
	or?: unknown;
	/**
	 * Who sets it: an operator, wherever the place runs; `alone` only where there is no container; `tools` for one of the commands;
	 * `tests`; or `inner`, one part of this software for another.
	 */
	for?: 'alone' | 'tools' | 'tests' | 'inner';
}

const stored = ['postgres', 'postgresql'];
const media = ['wss', 'ws', 'https', 'http'];
const database = kind.url(stored, 'postgres://name:password@127.0.0.1:5432/evenround');

const known = {
	ORIGIN: { is: kind.origin },
	HOST: { is: kind.anyText },
	PORT: { is: kind.wholeNumber(0, 65_535), or: 3000 },
	DATA_DIR: { is: kind.anyText, or: '.data' },
	CARD_KEY: { is: kind.key },
	DATABASE_URL: { is: database },
	STATS_JOB_DATABASE_URL: { is: database },
	STATS_PAGE_DATABASE_URL: { is: database },
	LIVEKIT_URL: { is: kind.url(media, 'wss://video.example.org') },
	LIVEKIT_INTERNAL_URL: { is: kind.url(media, 'http://127.0.0.1:7880') },
	LIVEKIT_API_KEY: { is: kind.anyText },
	LIVEKIT_API_SECRET: { is: kind.anyText },
	LIVEKIT_DOWNLOAD_URL: { is: kind.url(['https', 'http'], 'https://mirror.example.org/livekit/releases/download'), for: 'alone' },
	SMTP_URL: { is: kind.url(['smtps', 'smtp'], 'smtps://user:password@mail.example.org') },
	MAIL_FROM: { is: kind.sender, or: 'Evenround <evenround@localhost>' },
	SAFETY_CONTACT_EMAIL: { is: kind.address },
	VAPID_PUBLIC_KEY: { is: kind.base64url },
	VAPID_PRIVATE_KEY: { is: kind.base64url },
	VAPID_SUBJECT: { is: kind.contact },
	PUSH_SERVICES: { is: kind.hosts, or: 'fcm.googleapis.com updates.push.services.mozilla.com *.notify.windows.com web.push.apple.com' },
	ALERT_WEBHOOK_URL: { is: kind.postable },
	ALERT_WEBHOOK_SECRET: { is: kind.anyText },
	DEEP_WORK_WITHOUT_COVER: { is: kind.yesOrNo, or: 'no' },
	LOG_LEVEL: { is: kind.oneWordOf('trace', 'debug', 'info', 'warn', 'error'), or: 'info' },
	HELP_TEXT: { is: kind.anyText },
	CONFIDENTIALITY_SENTENCE: { is: kind.anyText },
	CONSENT_WORDING: { is: kind.anyText },
	PRIVACY_TEXT: { is: kind.anyText },
	SOURCE_URL: { is: kind.url(['https', 'http'], 'https://forge.example.org/you/evenround') },
	MEMBER_CIRCLE_SEATS: { is: kind.wholeText(0, 6) },
	MEMBER_CIRCLE_MINUTES: { is: kind.wholeText(10, 60) },
	MEMBER_CIRCLE_COVER: { is: kind.yesOrNo },
	HELPLINES_FILE: { is: kind.anyText },
	ADDRESS_HEADER: { is: kind.header },
	XFF_DEPTH: { is: kind.wholeNumber(1, 99) },
	BODY_SIZE_LIMIT: { is: kind.bytes },
	METRICS_TOKEN: { is: kind.secret },
	REHEARSAL_PACE: { is: kind.pace, or: 1 },
	BACKUP_DATABASE_URL: { is: database, for: 'tools' },
	BACKUP_PASSPHRASE: { is: kind.anyText, for: 'tools' },
	HELD_JOBS: { is: kind.anyText, for: 'tests' },
	/** A file in which `npm start` says what it is still getting. */
	VIDEO_COMING: { is: kind.anyText, for: 'inner' }
} satisfies Record<string, Variable>;

export type Name = keyof typeof known;
type Known = typeof known;

/** What is read by a name: its kind, or nothing where it is not set and nothing else holds. */
export type Value<N extends Name> = v.InferOutput<Known[N]['is']> | (Known[N] extends { or: unknown } ? never : undefined);

export const variables: Record<Name, Variable> = known;
export const names = Object.keys(known) as Name[];

/** What is of use only together. */
export const together: Name[][] = [
	['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'],
	['STATS_JOB_DATABASE_URL', 'STATS_PAGE_DATABASE_URL'],
	['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'],
	['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET']
];

/** Without these the application is of no use. */
export const needed: Name[] = ['DATABASE_URL', 'LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'];
