import { fail } from '@sveltejs/kit';
import { fromEnvironment, saveSetting, setByOperator, setting } from '$lib/server/operator/settings';
import { settingLimits, settingsFrom } from '$lib/server/operator/settings-form';
import { shipped, type SettingName } from '$lib/server/operator/shipped';
import { operator } from '$lib/server/web/guards';
import type { Actions, PageServerLoad } from './$types';

const names = Object.keys(shipped) as SettingName[];

export const load: PageServerLoad = (event) => {
	operator(event);
	const about = (name: SettingName) => ({
		value: setting(name),
		/** The variable that decides, when one does. */
		env: fromEnvironment(name) === null ? null : shipped[name].env,
		own: setByOperator(name) !== null
	});
	return { settings: Object.fromEntries(names.map((name) => [name, about(name)])) as Record<SettingName, ReturnType<typeof about>>, limits: settingLimits };
};

export const actions: Actions = {
	default: async (event) => {
		const { id } = operator(event);
		const { typed, errors } = settingsFrom(await event.request.formData());
		if (Object.keys(errors).length > 0) return fail(400, { typed, errors });
		for (const name of names) {
			const value = typed[name];
			if (value === undefined || fromEnvironment(name) !== null || value === (setByOperator(name) ?? '')) continue;
			await saveSetting(name, value, id);
		}
		return { done: true };
	}
};
