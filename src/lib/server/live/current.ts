// Whether what this node shows is what happens: it is, while its looks at the database come back. A node that is cut off says so
// by saying nothing, and its pages go elsewhere.

import { sincePulse } from '../ground/pulse.ts';

/** The look that finds whatever a lost word hid. */
export const pollName = 'poll';
export const pollMs = 1000;
/** A page is told of nothing later than this, and tells its reader about two seconds after the beat that stays out. */
const longestMs = 5000;

/** The last look was answered a moment ago. True where none was begun: nothing is shown there. */
export const isCurrent = (): boolean => (sincePulse(pollName) ?? 0) < longestMs;
