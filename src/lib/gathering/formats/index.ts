// The shipped formats. Every one carries the base agreements and is marked as not yet reviewed.

import type { Format } from '../types.ts';
import { beforeSettingOut } from './before-setting-out.ts';
import { besideSomeone } from './beside-someone.ts';
import { firstEvening } from './first-evening.ts';
import { fourEvenings } from './four-evenings.ts';
import { holdingSpace } from './holding-space.ts';
import { listeningInPairs } from './listening-in-pairs.ts';
import { lookingBack } from './looking-back.ts';
import { partsSideBySide } from './parts-side-by-side.ts';
import { quietSitting } from './quiet-sitting.ts';
import { rehearsal } from './rehearsal.ts';
import { roughGround } from './rough-ground.ts';
import { roundTheCircle } from './round-the-circle.ts';
import { shortCheckIn } from './short-check-in.ts';
import { thoseWhoHold } from './those-who-hold.ts';

export { baseAgreements, OPERATOR_SENTENCE } from './agreements.ts';
export { scaled } from './phases.ts';
export {
	firstEvening,
	holdingSpace,
	listeningInPairs,
	partsSideBySide,
	quietSitting,
	rehearsal,
	roughGround,
	roundTheCircle,
	shortCheckIn,
	thoseWhoHold
};

/** Those a host may choose from. */
export const formats: Format[] = [
	roundTheCircle,
	shortCheckIn,
	holdingSpace,
	firstEvening,
	listeningInPairs,
	quietSitting,
	partsSideBySide,
	roughGround,
	...fourEvenings,
	beforeSettingOut,
	thoseWhoHold,
	lookingBack,
	besideSomeone
];

export const formatById = (id: string): Format | undefined => [...formats, rehearsal].find((f) => f.id === id);
