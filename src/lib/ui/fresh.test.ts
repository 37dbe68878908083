// A control that has just appeared takes no press, and whoever presses it is told so.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fresh, freshMs, tooSoon } from './fresh';

/** As much of a page as this needs: a group, a button in it, and what was put beside them. */
class Part extends EventTarget {
	attributes = new Map<string, string>();
	textContent = '';
	gone = false;
	setAttribute = (name: string, value: string) => void this.attributes.set(name, value);
	removeAttribute = (name: string) => void this.attributes.delete(name);
	/** A control is its own nearest control; nothing stands in a dialog. */
	closest = (what: string) => (what === 'dialog' ? null : this);
	remove = () => void (this.gone = true);
}

let beside: Part[];
beforeEach(() => {
	vi.useFakeTimers();
	beside = [];
	vi.stubGlobal('Element', Part);
	vi.stubGlobal('document', { createElement: () => new Part(), body: { append: (part: Part) => beside.push(part) } });
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

function appears() {
	const group = new Part();
	const end = fresh('pause')(group as never);
	const pressed = vi.fn();
	group.addEventListener('click', pressed);
	const press = () => void group.dispatchEvent(new Event('click', { cancelable: true }));
	return { group, press, pressed, end };
}

it('is not ready at first, says so to whoever presses, and takes the press afterwards', () => {
	const { group, press, pressed } = appears();
	expect(group.attributes.get('aria-disabled')).toBe('true');
	expect(beside[0]!.textContent).toBe('');
	press();
	expect(pressed).not.toHaveBeenCalled();
	expect(beside[0]!.textContent).toBe(tooSoon);
	vi.advanceTimersByTime(freshMs);
	expect(group.attributes.has('aria-disabled')).toBe(false);
	expect(beside[0]!.gone, 'it can still be read').toBe(false);
	press();
	expect(pressed).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(10_000);
	expect(beside[0]!.gone).toBe(true);
});

it('leaves nothing behind where nobody pressed', () => {
	appears().end();
	vi.advanceTimersByTime(0);
	expect(beside.every(({ gone }) => gone)).toBe(true);
});
