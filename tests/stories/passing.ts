// Time on a page that is pressed by a test: what comes there after a while comes when the test says so, and at once.
// Imported before all else, so that nobody keeps the browser's own clock.

let now = 0;
let ids = 0;
const waiting = new Map<number, { at: number; run: () => void }>();
const clock = performance.now.bind(performance);

Object.assign(window, {
	setTimeout: (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
		waiting.set((ids += 1), { at: now + ms, run: () => run(...given) });
		return ids;
	},
	clearTimeout: (id: number) => void waiting.delete(id)
});
performance.now = () => clock() + now;

/** So much time passes: what was to come by then comes, in its order. */
export function passes(ms: number): void {
	const until = now + ms;
	for (;;) {
		const [next] = [...waiting].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
		if (!next) break;
		waiting.delete(next[0]);
		now = Math.max(now, next[1].at);
		next[1].run();
	}
	now = until;
}

const { port1, port2 } = new MessageChannel();
const turns: (() => void)[] = [];
port1.onmessage = () => turns.shift()?.();

/** A turn of the browser: an answer that is here already, a part that was fetched before. */
export const turn = (): Promise<void> => new Promise((resolve) => port2.postMessage(turns.push(resolve)));

// Where the focus is and what lies behind a dialog are measured elsewhere, and cost more here than all else.
HTMLDialogElement.prototype.showModal = function () {
	this.open = true;
};
HTMLElement.prototype.focus = () => {};
