// What came of a test alert, way by way, for the person who asked for it.

interface Way {
	carrier: 'mail' | 'push' | 'webhook';
	came: 'handed over' | 'outbox' | 'waiting' | 'again' | 'failed';
	why?: string;
}

const names = { mail: 'By mail', push: 'To a device', webhook: 'To your alert topic' } as const;

export function wayWords({ carrier, came, why }: Way): string {
	const words = {
		'handed over': 'handed over',
		outbox: 'not sent: it lies in the outbox of this place, which has no mail server',
		waiting: 'waiting to be sent',
		again: `failed (${why}), and is tried again`,
		failed: `failed (${why})`
	};
	return `${names[carrier]}: ${words[came]}.`;
}

/** The ways that were not tried, and why. */
export function untried(ways: Way[], { device, topic }: { device: boolean; topic: string | null | undefined }): string[] {
	const none = (carrier: Way['carrier']) => ways.every((way) => way.carrier !== carrier);
	return [
		...(none('push')
			? [device ? 'To a device: not tried; you allowed one afterwards.' : 'To a device: not tried; you allowed none yet.']
			: []),
		...(topic !== undefined && none('webhook')
			? [topic ? 'To your alert topic: not tried; you gave it afterwards.' : 'To an alert topic: not tried; you gave none yet.']
			: [])
	];
}
