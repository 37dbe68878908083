// Who comes to a rehearsal to take part: what they do in each part of the evening.
import type { Script } from '../../src/lib/server/simulated/scripts.ts';

export const newcomer: Script = {
	name: 'Robin',
	role: 'participant',
	pitchHz: 160,
	face: 2,
	checkIn: { does: 'speaks', for: 3 },
	rounds: [
		{ does: 'speaks', for: 4 },
		{ does: 'speaks', for: 4 }
	],
	integration: { does: 'passes' },
	closing: { does: 'speaks', for: 3 }
};
