// Every no that a command may get, by name.

/** A no has a name. Clients switch on these; the sentences are in `sentences.ts`. */
export type RefusalCode =
	| 'not-yours' | 'not-permitted' | 'not-credentialed' | 'not-here' | 'not-seated'
	| 'not-agreed' | 'no-such-seat' | 'seat-taken' | 'not-live' | 'not-open-yet'
	| 'over' | 'doors-closed' | 'waiting' | 'denied' | 'removed'
	| 'second-device' | 'held' | 'already-held' | 'not-held' | 'turn-over'
	| 'phase-over' | 'not-holder' | 'not-offered' | 'not-now' | 'already-heard'
	| 'someone-was-first' | 'no-more-responders' | 'too-late' | 'stale-timer' | 'nothing-to-do'
	| 'not-in-person' | 'in-care' | 'nobody-stays' | 'not-covered' | 'beyond-peers' | 'pause-over' | 'bad-request';
