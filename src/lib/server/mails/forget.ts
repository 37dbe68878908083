// Forgets that somebody was told something, once it cannot be told again: it says who had to do with which gathering.

import { lt } from 'drizzle-orm';
import { db } from '../db/index.ts';
import { mails } from '../db/schema-mails.ts';
import { mailLimits } from './limits.ts';

export async function forgetMails(now = new Date()): Promise<void> {
	const before = new Date(now.getTime() - mailLimits.keptMs);
	await db().delete(mails).where(lt(mails.writtenAt, before));
}
