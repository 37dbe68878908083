// A control that is new under a finger takes no press for a moment: nobody ends with a second press what the first began.

/** So long what is new is still. */
export const freshMs = 1500;
/** So long what is said to a press that came too soon can be read. */
const readMs = 4000;

/** What whoever presses in that moment hears. */
export const tooSoon = 'One moment. This has just appeared; please press again.';
/** A press may have caused what comes within this: the answer has its way to go. */
const causeMs = 3000;

const pressed = new WeakMap<HTMLElement, number>();

/**
 * To be attached to what holds the controls: they are still for a moment when they appear, and again whenever `key` changes.
 * `key` is read once: give it as something derived.
 */
export const fresh = (_key: unknown) => still;

/** The same, but only where a press among them a moment ago may be why they changed. */
export const freshAfterPress = (_key: unknown) => (node: HTMLElement) => {
	const press = () => void pressed.set(node, performance.now());
	node.addEventListener('click', press);
	const caused = performance.now() - (pressed.get(node) ?? -Infinity) < causeMs;
	pressed.delete(node);
	const end = caused ? still(node) : () => {};
	return () => {
		node.removeEventListener('click', press);
		end();
	};
};

function still(node: HTMLElement): () => void {
	const said = region(node);
	const swallow = (event: Event) => {
		event.preventDefault();
		event.stopImmediatePropagation();
		if (event.target instanceof Element && event.target.closest('button, a, summary, input')) said.textContent = tooSoon;
	};
	// Said of the group, and so of each control in it: the controls' own attributes belong to whoever draws them.
	node.setAttribute('aria-disabled', 'true');
	node.addEventListener('click', swallow, { capture: true });
	const end = () => {
		node.removeAttribute('aria-disabled');
		node.removeEventListener('click', swallow, { capture: true });
		setTimeout(() => said.remove(), said.textContent === '' ? 0 : readMs);
	};
	const timer = setTimeout(end, freshMs);
	return () => {
		clearTimeout(timer);
		end();
	};
}

/** A line beside the controls that shows what a press came to, in the dialog that they stand in if there is one: it moves nothing. */
function region(node: HTMLElement): HTMLElement {
	const said = document.createElement('p');
	said.className = 'too-soon';
	said.setAttribute('role', 'status');
	(node.closest('dialog') ?? document.body).append(said);
	return said;
}
