// Keeps the keyboard's place: when the control that has the focus goes away, the row of actions takes it over.

/**
 * To be attached to the row of actions. `first` finds what should have the focus there; the row itself, when it finds nothing.
 * Returns a function that ends it.
 */
export function keepFocus(row: HTMLElement, first: () => HTMLElement | null): () => void {
	let last: Element | null = null;
	const came = ({ target }: FocusEvent) => (last = target as Element);
	const watch = new MutationObserver(() => {
		if (!last || last.isConnected || document.activeElement !== document.body) return;
		last = null;
		(first() ?? row).focus();
	});
	document.addEventListener('focusin', came);
	watch.observe(document.body, { childList: true, subtree: true });
	return () => {
		document.removeEventListener('focusin', came);
		watch.disconnect();
	};
}
