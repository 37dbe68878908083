// How much privacy a scope may still spend in a year: 12, one for each release.

import { limits } from './limits.ts';

/**
 * @param spent what releases of the same calendar year spent, for each circle of the scope, in thousandths of ε: circles are
 * asked and not the scope, so that putting them together in another way brings nothing back
 */
export const maySpend = (spent: number[]): boolean => spent.every((each) => each + limits.releaseSpends <= limits.yearSpends);
