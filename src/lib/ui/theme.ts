// The theme a person chose, kept in this browser only. app.html applies it before the first paint.

export type Theme = 'light' | 'dark' | 'system';

/** The remembered choice; `system` where there is none or storage is closed. */
export function theme(): Theme {
	try {
		const kept = localStorage.getItem('theme');
		return kept === 'light' || kept === 'dark' ? kept : 'system';
	} catch {
		return 'system';
	}
}

/** Applies and remembers a theme. */
export function setTheme(chosen: Theme) {
	const { dataset } = document.documentElement;
	// At once: words and the ground below them must not meet half-way.
	dataset.switching = '';
	if (chosen === 'system') delete dataset.theme;
	else dataset.theme = chosen;
	requestAnimationFrame(() => requestAnimationFrame(() => delete dataset.switching));
	try {
		localStorage.setItem('theme', chosen);
	} catch {
		// Storage is closed (a private window): the choice lasts as long as the page.
	}
}
