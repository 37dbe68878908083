// A refusal found in the middle of a transaction: it is thrown there, so that all before it is undone, and is a value again outside.

export class Abort extends Error {
	code: string;
	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

/** For the `catch` of a transaction. Throws everything else on. */
export function asRefusal<C extends string>(error: unknown): { refused: C } {
	if (error instanceof Abort) return { refused: error.code as C };
	throw error;
}
