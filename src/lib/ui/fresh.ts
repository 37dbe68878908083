// A control that is new under a finger takes no press for a moment: nobody ends with a second press what the first began.

/** So long what is new is still. */
export const freshMs = 1500;
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
	const swallow = (event: Event) => {
		event.preventDefault();
		event.stopImmediatePropagation();
	};
	// Said of the group, and so of each control in it: the controls' own attributes belong to whoever draws them.
	node.setAttribute('aria-disabled', 'true');
	node.addEventListener('click', swallow, true);
	const end = () => {
		node.removeAttribute('aria-disabled');
		node.removeEventListener('click', swallow, true);
	};
	const timer = setTimeout(end, freshMs);
	return () => {
		clearTimeout(timer);
		end();
	};
}
