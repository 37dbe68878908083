// What became of alerts in the last day, in a sentence for each carrier.

interface Delivered {
	carrier: 'mail' | 'push' | 'webhook';
	sent: number;
	waiting: number;
	failed: number;
	last: { why: string; when: string } | null;
}

export const carrierNames = { mail: 'Mail', push: 'Devices', webhook: 'Your webhook' } as const;

/** @param leaves false where mails only lie in the outbox of this machine */
export function deliveryWords({ carrier, sent, waiting, failed, last }: Delivered, leaves: boolean): string {
	const handed = carrier === 'mail' && !leaves ? `${sent} in the outbox, where they reach nobody` : `${sent} handed over`;
	const lately = last ? ` Last failure, ${last.when}: ${last.why}.` : '';
	return `${handed}, ${waiting} waiting, ${failed} failed.${lately}`;
}
