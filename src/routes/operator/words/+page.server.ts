import { fail } from '@sveltejs/kit';
import { fromEnvironment, saveSettings, setByOperator, setting } from '$lib/server/settings/settings';
import { settingLimits, settingsFrom } from '$lib/server/operator/settings-form';
import { shipped, type SettingName } from '$lib/server/settings/shipped';
import { meanwhile, seenOf, type Shown } from '$lib/server/forms/seen';
import { operator } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

const names = Object.keys(shipped) as SettingName[];

const labels: Record<SettingName, string> = {
	safetyContact: 'Safety contact',
	helpText: 'Above the helplines',
	confidentiality: 'The limit of confidentiality',
	consentWording: 'The words beside the box at sign-up',
	privacyText: 'About you',
	memberSeats: 'Most seats',
	memberMinutes: 'Most minutes',
	memberCover: 'Somebody on call'
};
/** What the form shows. */
const shown = (): Shown => Object.fromEntries(names.map((name) => [labels[name], setting(name)]));

export const load: PageServerLoad = (event) => {
	operator(event);
	const about = (name: SettingName) => ({
		value: setting(name),
		/** The variable that decides, when one does. */
		env: fromEnvironment(name) === null ? null : shipped[name].env,
		own: setByOperator(name) !== null
	});
	return {
		seen: seenOf(shown()),
		settings: Object.fromEntries(names.map((name) => [name, about(name)])) as Record<SettingName, ReturnType<typeof about>>,
		limits: settingLimits
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { id } = operator(event);
		const form = await event.request.formData();
		const { typed, errors } = settingsFrom(form);
		if (Object.keys(errors).length > 0) return fail(400, { typed, errors, meanwhile: null });
		const other = await saveSettings(typed, id, () => meanwhile(form, shown()));
		if (other) return fail(409, { typed, errors, meanwhile: other });
		return { done: true };
	}
};
