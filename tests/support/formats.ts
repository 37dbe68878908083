// Formats for tests only.

import { baseAgreements } from '../../src/lib/gathering/formats/agreements.ts';
import { format } from '../../src/lib/gathering/formats/phases.ts';

/** 100 minutes, so that shares are minutes: 34 of them in pairs. */
export const inPairs = format({
	...{ id: 'pairs', version: 1, title: 'Pairs', about: '', origin: '', unreviewed: true, minSeats: 2, maxSeats: 10, minutes: 100 },
	...{ credentialed: 1, spareShare: 0, agreements: baseAgreements, doorsCloseAfter: 'opening' },
	phases: [
		{ id: 'opening', kind: 'opening', title: 'Opening', mode: 'broadcast', share: 10 },
		{ id: 'pairs', kind: 'dyads', title: 'Pairs', mode: 'dyads', share: 34 },
		{ id: 'circle', kind: 'round', title: 'Circle', share: 44 },
		{ id: 'closing', kind: 'closing', title: 'Closing', share: 12, protected: true }
	]
});
