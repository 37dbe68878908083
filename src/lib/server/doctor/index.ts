// Everything the doctor looks at, in the order it is told. Each look is a module beside this one; nothing is changed here.

import { readSettings } from '../settings/settings.ts';
import { lookAtAlerts } from './alerts.ts';
import { lookAtBackups } from './backups.ts';
import { lookAtOrigin } from './certificate.ts';
import { lookAtDatabase } from './database.ts';
import { lookAtDisk } from './disk.ts';
import { lookAtCardKey, lookAtPushKeys } from './keys.ts';
import { lookAtMail } from './mail.ts';
import { lookAtPages } from './pages.ts';
import { lookAtPlace } from './place.ts';
import { lookAtMedia, lookAtSilence } from './silent.ts';
import { lookAtVideo } from './video.ts';
import { lookAtWork } from './work.ts';
import { because, broken, type Finding } from './finding.ts';

type Env = Record<string, string | undefined>;
type Looked = Finding | Finding[] | Promise<Finding | Finding[]>;

/**
 * Looks at all of it, at the same time.
 * @param env the application's own surroundings
 * @param ca a certificate that is trusted beside the system's own, in PEM
 */
export async function examine(env: Env, ca?: string): Promise<Finding[]> {
	const database = await lookAtDatabase(env.DATABASE_URL);
	const answers = database.length > 1;
	if (answers) await readSettings();
	return [
		...database,
		...(await all([
			answers ? lookAtWork(env.DATABASE_URL) : [],
			lookAtPages(env.ORIGIN, ca),
			lookAtVideo(answers ? env : { ...env, DATABASE_URL: undefined }, ca),
			...quick(env, ca)
		]))
	];
}

/** What changes while a place runs and nobody looks: for the operator's page. Of LiveKit it asks only whether it answers. */
export async function whileRunning(env: Env): Promise<Finding[]> {
	const database = await lookAtDatabase(env.DATABASE_URL);
	return [
		...database,
		...(await all([database.length > 1 ? lookAtWork(env.DATABASE_URL) : [], lookAtMedia(), lookAtSilence(), ...quick(env)]))
	];
}

function quick(env: Env, ca?: string): Looked[] {
	const dir = env.DATA_DIR || '.data';
	return [
		lookAtOrigin(env.ORIGIN, ca),
		lookAtMail(env.SMTP_URL, env.MAIL_FROM),
		lookAtCardKey(env),
		lookAtPushKeys(env, dir),
		lookAtAlerts(env),
		lookAtBackups(dir),
		lookAtDisk(dir),
		lookAtPlace(env)
	];
}

/** What fails to look says so, and keeps none of the others from being told. */
const all = async (looks: Looked[]): Promise<Finding[]> =>
	(
		await Promise.all(
			looks.map(async (one) =>
				Promise.resolve(one).catch((error: unknown) =>
					broken(
						'the doctor',
						`One thing could not be looked at: ${because(error)}.`,
						'Look whether the folder of data is there and may be read.'
					)
				)
			)
		)
	).flat();
