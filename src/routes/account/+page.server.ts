import { fail, redirect } from '@sveltejs/kit';
import { accountByPassword, changeAccount, hasPassword, setPassword, signOutEverywhere } from '$lib/server/accounts/accounts';
import { passwordRefusal } from '$lib/server/accounts/email';
import type { Account } from '$lib/server/accounts/types';
import { signIn, signOut } from '$lib/server/accounts';
import { credentialUntil } from '$lib/server/accounts/credentials';
import { helpFor } from '$lib/server/help/emergency';
import { name, text, typed } from '$lib/server/forms/forms';
import { meanwhile, seenOf, type Shown } from '$lib/server/forms/seen';
import { signedIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/rates/rates';
import { say } from '$lib/server/web/say';
import { isCountry } from '$lib/world/countries';
import { todays, zoneGroups } from '$lib/world/zones';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const [until, password] = await Promise.all([credentialUntil(account.id), hasPassword(account.id)]);
	return {
		you: { name: account.name, email: account.email, timeZone: todays(account.timeZone) ?? 'UTC', country: account.country ?? '' },
		seen: seenOf(shownOf(account)),
		credentialUntil: until,
		password,
		help: helpFor(account.country).sentence,
		zones: await zoneGroups(new Date(), account.timeZone)
	};
};

/** What the form about somebody shows. */
const shownOf = ({ name, timeZone, country }: Pick<Account, 'name' | 'timeZone' | 'country'>): Shown => ({
	Name: name,
	'Time zone': timeZone,
	Country: country ?? ''
});

export const actions: Actions = {
	about: async (event) => {
		const account = signedIn(event);
		const form = await event.request.formData();
		const given = { name: text(form, 'name'), timeZone: text(form, 'timeZone'), country: text(form, 'country').toUpperCase() };
		const shown = name(form);
		if (!shown) return fail(400, { given, nameError: say('name-odd') });
		const timeZone = todays(given.timeZone);
		if (!timeZone) return fail(400, { given, zoneError: say('no-such-zone') });
		if (given.country && !isCountry(given.country)) return fail(400, { given, countryError: say('no-such-country') });
		const changed = { name: shown, timeZone, country: given.country || null };
		const other = await changeAccount(account.id, changed, (now) => meanwhile(form, shownOf(now)));
		if (other) return fail(409, { given, meanwhile: other });
		event.locals.account = { ...account, ...changed };
		return { kept: true };
	},
	password: async (event) => {
		const account = signedIn(event);
		const form = await event.request.formData();
		const tooMany = await limited('prove', account.id);
		if (tooMany) return fail(429, { passwordError: say(tooMany) });
		const had = await hasPassword(account.id);
		if (had && !(await accountByPassword(account.email, typed(form, 'old')))) {
			return fail(400, { oldError: 'This is not your password until now. Nothing was changed.' });
		}
		const weak = passwordRefusal(typed(form, 'new'), account.email);
		if (weak) return fail(400, { passwordError: say(weak) });
		await setPassword(account.id, typed(form, 'new'), event.locals.loginId);
		await signIn(event, account.id);
		return { kept: true };
	},
	everywhere: async (event) => {
		const account = signedIn(event);
		await signOutEverywhere(account.id);
		await signOut(event);
		redirect(303, '/');
	}
};
