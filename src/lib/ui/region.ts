// The country a person chose to see help for, kept on this device only.

/** The remembered choice (ISO 3166-1 alpha-2), or null where there is none or storage is closed. */
export function region(): string | null {
	try {
		return localStorage.getItem('region');
	} catch {
		return null;
	}
}

/** Remembers a choice on this device; an empty one is forgotten. */
export function setRegion(country: string) {
	try {
		if (country) localStorage.setItem('region', country);
		else localStorage.removeItem('region');
	} catch {
		// Storage is closed (a private window): the choice lasts as long as the page.
	}
}
