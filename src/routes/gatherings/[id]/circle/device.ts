// The random id of this tab for one gathering: a reload is the same device, another tab is not.

const key = (id: string) => `evenround.device.${id}`;

/** The id this tab came in with; null when it has not come in, or left. */
export const deviceHere = (id: string): string | null => sessionStorage.getItem(key(id));

/** The id of this tab, a new one on its first coming in. */
export function enter(id: string): string {
	const device = deviceHere(id) ?? crypto.randomUUID();
	sessionStorage.setItem(key(id), device);
	return device;
}

/** After leaving, a reload does not come in by itself. */
export const forget = (id: string) => sessionStorage.removeItem(key(id));
