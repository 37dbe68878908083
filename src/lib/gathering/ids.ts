// Who and when, as types. Imports nothing.

/** Place in the ring, 1-based, for the life of one gathering. */
export type Seat = number;
/** Milliseconds since the epoch, always the server's. */
export type Instant = number;
