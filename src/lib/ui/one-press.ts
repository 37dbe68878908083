// Forms that load the page anew: while the browser waits for the answer, a second press does nothing. `Form` sees to its own.

/** A form may have given a file, and the page stays: after this it can be sent again. */
const againMs = 5000;
/** When each was pressed last, in milliseconds of the page. */
let pressed = new WeakMap<HTMLFormElement, number>();
const waiting = new Set<HTMLElement>();

/** Lets the first press through and holds back the next. */
export function onePress(event: SubmitEvent): void {
	if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
	const { submitter, target, timeStamp } = event;
	const before = pressed.get(target);
	if (before !== undefined && timeStamp - before < againMs) return event.preventDefault();
	pressed.set(target, timeStamp);
	if (!submitter) return;
	submitter.setAttribute('aria-busy', 'true');
	waiting.add(submitter);
	setTimeout(() => quiet(submitter), againMs);
}

/** One came back to the page as it was: nothing is under way. */
export function shownAgain({ persisted }: PageTransitionEvent): void {
	if (!persisted) return;
	pressed = new WeakMap();
	[...waiting].forEach(quiet);
}

function quiet(button: HTMLElement): void {
	button.removeAttribute('aria-busy');
	waiting.delete(button);
}
