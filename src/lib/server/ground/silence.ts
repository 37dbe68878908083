// What this node asked outside of itself and is not answered by: said where a place is looked after.

/** Not answered by then is worth a word, also while it is still waited for. */
const soonMs = 3000;
/** Asked again by then, or of no more interest. */
const freshMs = 10 * 60_000;
const silent = new Map<string, number>();

/** Whether it answered, as of now. */
export function noteAnswer(what: string, answered: boolean): void {
	if (answered) silent.delete(what);
	else silent.set(what, performance.now());
}

/** Waits for an answer, and notes whether it comes. Whoever asks sees to it that the waiting ends. */
export async function asking<T>(what: string, answer: Promise<T>): Promise<T> {
	const waiting = setTimeout(noteAnswer, soonMs, what, false);
	const came = await answer.then(
		() => true,
		() => false
	);
	clearTimeout(waiting);
	noteAnswer(what, came);
	return answer;
}

/** What did not answer when it was last asked, a short while ago, by its name. */
export function silences(): string[] {
	const at = performance.now();
	for (const [what, since] of silent) if (at - since > freshMs) silent.delete(what);
	return [...silent.keys()];
}
