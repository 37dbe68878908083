import { error, fail, redirect } from '@sveltejs/kit';
import { circlesFor, forkFormat, ownerOf, readFormat, share, takeAway } from '$lib/server/formats/own';
import { takeIn } from '$lib/server/formats/looking-back';
import { sayOfFormat } from '$lib/server/formats/sayings';
import { described } from '$lib/server/formats/described';
import { text } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function found(event: Pick<RequestEvent, 'params' | 'locals' | 'url' | 'cookies'>) {
	const account = signedIn(event);
	const read = await readFormat(event.params.ref, account.id);
	if (!read) error(404, 'There is nothing here.');
	return { account, read };
}

export const load: PageServerLoad = async (event) => {
	const { account, read } = await found(event);
	const { ref, format, own, writes } = read;
	return { ref, format: described(format), version: format.version, own, writes, circles: await circlesFor(account.id) };
};

export const actions: Actions = {
	fork: async (event) => {
		const { account, read } = await found(event);
		const owner = await ownerOf(account.id, text(await event.request.formData(), 'owner'));
		if (!owner) return fail(400, { error: 'Please choose yourself or one of your circles.' });
		const made = await forkFormat(owner, read);
		if ('refused' in made) return fail(409, { error: sayOfFormat(made.refused) });
		redirect(303, `/formats/${made.id}/edit`);
	},
	share: async (event) => {
		const { account, read } = await found(event);
		if (read.own) await share(read.own.id, account.id, text(await event.request.formData(), 'shared') === 'yes');
		redirect(303, `/formats/${read.ref}`);
	},
	takeIn: async (event) => {
		const { account, read } = await found(event);
		const owner = await ownerOf(account.id, text(await event.request.formData(), 'circle'));
		if (!read.own || !owner?.circleId) return fail(400, { error: 'Please choose one of your circles.' });
		await takeIn(owner.circleId, read.own.id);
		return { takenIn: true };
	},
	takeAway: async (event) => {
		const { account, read } = await found(event);
		if (read.own) await takeAway(read.own.id, account.id);
		redirect(303, '/formats');
	}
};
