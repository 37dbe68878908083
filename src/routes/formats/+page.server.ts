import { fail, redirect } from '@sveltejs/kit';
import { fromFile } from '$lib/formats/file';
import { formatLimits } from '$lib/formats/limits';
import { formats } from '$lib/gathering/formats/index';
import { checked } from '$lib/server/formats/checking';
import { listFormats, makeFormat } from '$lib/server/formats/own';
import { sayOfFormat } from '$lib/server/formats/sayings';
import { signedIn } from '$lib/server/web/guards';
import type { Format } from '$lib/gathering/types';
import type { Actions, PageServerLoad } from './$types';

const row = ({ title, about, minutes, minSeats, maxSeats, version }: Format) => ({
	title,
	about,
	minutes,
	seats: `${minSeats} to ${maxSeats}`,
	version
});

export const load: PageServerLoad = async (event) => {
	const account = signedIn(event);
	const kept = await listFormats(account.id);
	const rows = (mine: boolean) =>
		kept.filter((one) => one.mine === mine).map(({ ref, format, shared }) => ({ ref, shared, ...row(format) }));
	return { mine: rows(true), others: rows(false), shipped: formats.map((format) => ({ ref: format.id, shared: false, ...row(format) })) };
};

export const actions: Actions = {
	file: async (event) => {
		const account = signedIn(event);
		const file = (await event.request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return fail(400, { fileErrors: ['Please choose a file first.'] });
		// Four bytes a character at most: what is larger is not read at all.
		const read = fromFile(file.size > formatLimits.fileChars * 4 ? ' '.repeat(formatLimits.fileChars + 1) : await file.text());
		const found = 'written' in read ? await checked(read.written, account.id) : read;
		if ('errors' in found) return fail(400, { fileErrors: Object.entries(found.errors).map(([at, why]) => (at ? `${at}: ${why}` : why)) });
		const made = await makeFormat({ accountId: account.id }, found.draft, null, undefined, 'belongs' in read ? read.belongs : {});
		if ('refused' in made) return fail(409, { fileErrors: [sayOfFormat(made.refused)] });
		redirect(303, `/formats/${made.id}`);
	}
};
