// What a check of this place says. Imports nothing.

/** `look`: it works, and somebody should look at it before it does not. */
export type Word = 'ok' | 'look' | 'broken';

export interface Finding {
	/** What was looked at. */
	what: string;
	word: Word;
	/** What was found. */
	says: string;
	/** What to do about it, in one sentence; nothing where it is well. */
	todo?: string;
}

export const ok = (what: string, says: string): Finding => ({ what, word: 'ok', says });
export const look = (what: string, says: string, todo: string): Finding => ({ what, word: 'look', says, todo });
export const broken = (what: string, says: string, todo: string): Finding => ({ what, word: 'broken', says, todo });

/** What an error says about itself, short enough for a line. */
export function because(error: unknown): string {
	if (error instanceof AggregateError) return because(error.errors[0]);
	const { code, message } = error as { code?: string; message?: string };
	// What the system says has a name that can be looked up; what a database says is a sentence.
	const said = code?.startsWith('E') ? code : message || code || String(error);
	return said.split('\n')[0]!;
}
