// What this tab remembers of one gathering: its random id (a reload is the same device, another tab is not), and which absence
// was read of.

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

const awayKey = (id: string) => `evenround.away.${id}`;

/** When the absence ended that was read of last; null for none. */
export const awayTold = (id: string): number | null => Number(sessionStorage.getItem(awayKey(id))) || null;
export const tellAway = (id: string, to: number) => sessionStorage.setItem(awayKey(id), String(to));
