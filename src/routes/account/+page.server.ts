import { fail, redirect } from '@sveltejs/kit';
import { auditOf } from '$lib/server/people/audit';
import { accountByPassword, changeAccount, hasPassword, setPassword, signOutEverywhere } from '$lib/server/auth/accounts';
import { passwordRefusal } from '$lib/server/auth/email';
import { takeWishesBack, wishesOf } from '$lib/server/care/check-ins';
import { contest, erase, incidentsAbout, incidentWords } from '$lib/server/care/incidents';
import { isId } from '$lib/server/people/access';
import { signIn, signOut } from '$lib/server/auth/index';
import { credentialUntil } from '$lib/server/people/credentials';
import { helpFor } from '$lib/server/people/emergency';
import { name, text, typed } from '$lib/server/web/forms';
import { signedIn } from '$lib/server/web/guards';
import { limited } from '$lib/server/web/rates';
import { say } from '$lib/server/people/sayings';
import { inWords, isZone, zones } from '$lib/server/people/zones';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const [rows, until, password, incidents, wishes] = await Promise.all([
		auditOf(account.id),
		credentialUntil(account.id),
		hasPassword(account.id),
		incidentsAbout(account.id),
		wishesOf(account.id)
	]);
	const inMine = (at: Date) => inWords(at, account.timeZone);
	return {
		you: { name: account.name, email: account.email, timeZone: account.timeZone, country: account.country ?? '' },
		credentialUntil: until,
		password,
		help: helpFor(account.country).sentence,
		zones: zones(),
		audit: rows.map(({ at, ...row }) => ({ ...row, at: inMine(at) })),
		wishes: wishes.map(({ dueAt }) => inMine(dueAt)),
		incidents: incidents.map(({ id, code, circle, from, contestedAt }) => ({ id, circle, label: incidentWords[code], from: inMine(from), contested: contestedAt !== null }))
	};
};

export const actions: Actions = {
	about: async (event) => {
		const account = signedIn(event);
		const form = await event.request.formData();
		const given = { name: text(form, 'name'), timeZone: text(form, 'timeZone'), country: text(form, 'country').toUpperCase() };
		const shown = name(form);
		if (!shown) return fail(400, { given, nameError: say('name-odd') });
		if (!isZone(given.timeZone)) return fail(400, { given, zoneError: say('no-such-zone') });
		if (!/^([A-Z]{2})?$/.test(given.country)) return fail(400, { given, countryError: 'Two letters, such as DE, or nothing.' });
		const changed = { name: shown, timeZone: given.timeZone, country: given.country || null };
		await changeAccount(account.id, changed);
		event.locals.account = { ...account, ...changed };
		return { kept: true };
	},
	password: async (event) => {
		const account = signedIn(event);
		const form = await event.request.formData();
		const tooMany = await limited('signIn', account.email);
		if (tooMany) return fail(429, { passwordError: say(tooMany) });
		const had = await hasPassword(account.id);
		if (had && !(await accountByPassword(account.email, typed(form, 'old')))) {
			return fail(400, { oldError: 'This is not your password until now. Nothing was changed.' });
		}
		const weak = passwordRefusal(typed(form, 'new'), account.email);
		if (weak) return fail(400, { passwordError: say(weak) });
		await setPassword(account.id, typed(form, 'new'));
		event.locals.loginId = null;
		await signIn(event, account.id);
		return { kept: true };
	},
	unwish: async (event) => {
		const account = signedIn(event);
		await takeWishesBack(account.id);
		redirect(303, '/account');
	},
	contest: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await contest(account.id, id);
		redirect(303, '/account');
	},
	erase: async (event) => {
		const account = signedIn(event);
		const id = text(await event.request.formData(), 'id');
		if (isId(id)) await erase(account.id, id);
		redirect(303, '/account');
	},
	everywhere: async (event) => {
		const account = signedIn(event);
		await signOutEverywhere(account.id);
		await signOut(event);
		redirect(303, '/');
	}
};
