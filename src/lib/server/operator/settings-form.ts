// Reads the form of what an operator says and sets. Knows no database.

import { asEmail } from '../accounts/email.ts';
import { lines, text } from '../forms/forms.ts';
import { shipped, type SettingName } from '../settings/shipped.ts';

/** The longest text of each, in characters, and the bounds of each number. */
export const settingLimits = {
	helpText: 600,
	confidentiality: 600,
	consentWording: 1500,
	privacyText: 8000,
	/** 0: members start none. */
	memberSeats: { least: 2, most: 6 },
	memberMinutes: { least: 10, most: 60 }
} as const;

export type SettingsTyped = Partial<Record<SettingName, string>>;

/**
 * What was typed for each name that the form carries, and what is wrong with it. A text that is what ships counts as empty:
 * nobody has set it.
 */
export function settingsFrom(form: FormData): { typed: SettingsTyped; errors: SettingsTyped } {
	const typed: SettingsTyped = {};
	const errors: SettingsTyped = {};
	for (const name of Object.keys(shipped) as SettingName[]) {
		if (!form.has(name)) continue;
		const value = read(form, name);
		typed[name] = value === shipped[name].text ? '' : value;
		const wrong = value === '' ? null : wrongWith(name, value);
		if (wrong) errors[name] = wrong;
	}
	return { typed, errors };
}

const read = (form: FormData, name: SettingName): string => {
	const most = longest(name);
	return most === null ? text(form, name) : lines(form, name, most + 1);
};

const longest = (name: SettingName): number | null => {
	const limit = name in settingLimits ? settingLimits[name as keyof typeof settingLimits] : null;
	return typeof limit === 'number' ? limit : null;
};

function wrongWith(name: SettingName, value: string): string | null {
	if (name === 'safetyContact') return asEmail(value) ? null : 'This does not look like an e-mail address.';
	if (name === 'memberCover') return value === 'yes' || value === 'no' ? null : 'Please choose one of the two.';
	if (name === 'memberSeats' || name === 'memberMinutes') {
		const { least, most } = settingLimits[name];
		const number = /^\d{1,2}$/.test(value) ? Number(value) : NaN;
		const none = name === 'memberSeats' && number === 0;
		return none || (number >= least && number <= most) ? null : `A whole number from ${least} to ${most}, please.`;
	}
	const most = longest(name)!;
	return [...value].length > most ? `At most ${most} characters, please; the rest was cut off.` : null;
}
