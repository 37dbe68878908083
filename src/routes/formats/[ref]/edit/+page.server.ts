import { error, fail, redirect } from '@sveltejs/kit';
import { draftOf } from '$lib/formats/draft';
import type { Errors } from '$lib/formats/gate';
import { formatLimits } from '$lib/formats/limits';
import { db } from '$lib/server/db';
import { checked } from '$lib/server/formats/checking';
import { askCircle, changesFrom } from '$lib/server/formats/looking-back';
import { addVersion, readFormat } from '$lib/server/formats/own';
import { sayOfFormat } from '$lib/server/formats/sayings';
import { isId } from '$lib/server/access';
import { text, whole } from '$lib/server/forms/forms';
import { signedIn } from '$lib/server/web/guards';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The newest version of a format that the sender may write. */
async function written(event: Pick<RequestEvent, 'params' | 'locals' | 'url' | 'cookies'>) {
	const account = signedIn(event);
	const id = event.params.ref.split('@')[0]!;
	const read = isId(id) ? await readFormat(id, account.id) : null;
	if (!read?.own || !read.writes) error(404, 'There is nothing here.');
	return { account, format: read.format, own: read.own };
}

/** Ids of lines of the circle, as an address or a form carries them. */
const idsOf = (joined: string): string[] => joined.split(',').filter(isId).slice(0, formatLimits.changes);

export const load: PageServerLoad = async (event) => {
	const { format, own } = await written(event);
	const lines = own.circleId ? await changesFrom(own.circleId, idsOf(event.url.searchParams.get('take') ?? '')) : [];
	return {
		id: own.id,
		circleId: own.circleId,
		version: format.version,
		draft: draftOf(format),
		taken: lines.map(({ id }) => id),
		changes: lines.map(({ words }) => words)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { account, own } = await written(event);
		const form = await event.request.formData();
		const on = whole(form, 'on', 1, 999_999) ?? 0;
		const changes = text(form, 'changes')
			.split('\n')
			.map((line) => line.trim())
			.filter(Boolean);
		const errors: Errors = {};
		if (changes.length > formatLimits.changes || changes.some((line) => [...line].length > formatLimits.changeChars))
			errors.changes = `At most ${formatLimits.changes} lines of ${formatLimits.changeChars} characters, please.`;
		const read = await checked(parsed(text(form, 'draft')), account.id);
		if ('errors' in read) Object.assign(errors, read.errors);
		if (!('draft' in read) || Object.keys(errors).length > 0) return fail(400, { errors });
		const { draft } = read;
		const { circleId } = own;
		const kept = await db().transaction(async (tx) => {
			const made = await addVersion(own.id, account.id, draft, on, changes, tx);
			if (circleId && 'version' in made) await askCircle(tx, circleId, own.id, made.version, idsOf(text(form, 'taken')));
			return made;
		});
		if ('refused' in kept) return fail(409, { errors: { '': sayOfFormat(kept.refused) } as Errors });
		redirect(303, circleId ? `/circles/${circleId}/looking-back` : `/formats/${own.id}`);
	}
};

function parsed(json: string): unknown {
	if (json.length > formatLimits.fileChars) return null;
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}
