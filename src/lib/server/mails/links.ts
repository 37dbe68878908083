// Links in mails that say who may do one small thing: sealed with a key made from the instance's own, so that nobody can
// guess, read or alter one, and nothing of them is kept. None of them signs anybody in.

import { hkdfSync } from 'node:crypto';
import { cardKey, seal, unseal } from '../ground/sealing.ts';
import { mailLimits } from './limits.ts';
import { chosenKinds, type ChosenKind } from '../ground/mail-kinds.ts';

const bound = { unsubscribe: 'unsubscribe', soon: 'soon', address: 'address' } as const;

/** A key for this alone; null where the instance has none. */
function key(): Buffer | null {
	const own = cardKey();
	return own && Buffer.from(hkdfSync('sha256', own, '', 'links in mails', 32));
}

function sealed(what: keyof typeof bound, value: object): string | null {
	const by = key();
	return by && seal(by, bound[what], JSON.stringify(value));
}

function opened<T>(what: keyof typeof bound, token: string): T | null {
	const by = key();
	const text = by && unseal(by, bound[what], token);
	return text === null ? null : (JSON.parse(text) as T);
}

interface Stop {
	account: string;
	kind: ChosenKind;
}

/** The token by which one account stops one kind of mail; null where the instance has no key. */
export const stopToken = ({ account, kind }: Stop, now: Date): string | null =>
	sealed('unsubscribe', { account, kind, until: now.getTime() + mailLimits.unsubscribeMs });

/** Whose mails of which kind a token stops; null for one that is not ours or too old. */
export function stopOf(token: string, now = new Date()): Stop | null {
	const found = opened<Stop & { until: number }>('unsubscribe', token);
	if (!found || found.until < now.getTime() || !chosenKinds.includes(found.kind)) return null;
	return { account: found.account, kind: found.kind };
}

/** The token of a link into one gathering, good until a moment; null where the instance has no key. */
export const soonToken = (gathering: string, until: Date): string | null => sealed('soon', { gathering, until: until.getTime() });

/** Where such a link leads; null for one that is not ours, or whose time is over. */
export function soonOf(token: string, now = new Date()): string | null {
	const found = opened<{ gathering: string; until: number }>('soon', token);
	return found && found.until > now.getTime() ? found.gathering : null;
}

/** The line below every link that carries a secret: links are written anew on their way, and codes are not. */
export const ifAsked = (code: string): string => `If the page asks for a code, it is: ${code}`;

/** An address nobody keeps, with the secret it is sent, for as long as the mail waits; null where the instance has no key. */
export const sealAddress = (to: string, secret: string): string | null => sealed('address', { to, secret });

export const addressOf = (text: string): { to: string; secret: string } | null => opened('address', text);
