// What was posted, looked at before anybody acts on it: whether it is too large, holds what no text can hold, or is a form.

import { env } from '../env/index.ts';

/** The framework's adapter reads no more of a body than this; `BODY_SIZE_LIMIT` sets another. */
const usualBytes = 512 * 1024;
const unit: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** How many bytes a body may have. */
export function mostBytes(setting = env.BODY_SIZE_LIMIT): number {
	const found = /^(\d+)([KMG]?)$/i.exec(setting ?? '');
	return found ? Number(found[1]) * (unit[found[2]!.toUpperCase()] ?? 1) : usualBytes;
}

const size = (bytes: number): string => (bytes >= unit.M! ? `${Math.floor(bytes / unit.M!)} MB` : `${Math.floor(bytes / 1024)} KB`);
const tooLarge = (): string => `This is too much at once: a form or a file may have ${size(mostBytes())} here. Nothing was changed.`;
export const impossibleWords = 'There are characters in this that no text can hold. Please type it anew. Nothing was changed.';

/** No database can keep it, and no keyboard types it: NUL, and half of a character. */
export const impossible = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/** The same of everything within something that was JSON. */
export const impossibleWithin = (value: unknown): boolean =>
	typeof value === 'string'
		? impossible(value)
		: typeof value === 'object' && value !== null && Object.entries(value).some(([key, one]) => impossible(key) || impossibleWithin(one));

export type Faulty = { status: 413 | 400; message: string };

/** Whether the address itself holds what no text can hold. */
export function faultyAddress({ pathname, search }: URL): Faulty | null {
	return /%00/i.test(pathname + search) ? { status: 400, message: impossibleWords } : null;
}

const isForm = (request: Request): boolean =>
	/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(request.headers.get('content-type') ?? '');

/** The form that was posted, read from a copy so that whoever acts on it can read it too; null for none, or what is wrong with it. */
export async function posted(request: Request): Promise<FormData | Faulty | null> {
	if (request.method !== 'POST') return null;
	if (Number(request.headers.get('content-length')) > mostBytes()) return { status: 413, message: tooLarge() };
	if (!isForm(request)) return null;
	try {
		const form = await request.clone().formData();
		const odd = [...form].some(
			([name, value]) => impossible(name) || (typeof value === 'string' ? impossible(value) : impossible(value.name))
		);
		return odd ? { status: 400, message: impossibleWords } : form;
	} catch (failed) {
		if ((failed as { status?: number }).status === 413 || (failed as { cause?: { status?: number } }).cause?.status === 413)
			return { status: 413, message: tooLarge() };
		return { status: 400, message: 'This form did not arrive whole. Please send it again.' };
	}
}

/** Says so: to a page with scripts as its form expects it, to a program as JSON, to anybody else as a page. */
export function refuse(request: Request, { status, message }: { status: number; message: string }): Response {
	if (request.headers.get('x-sveltekit-action') === 'true') return Response.json({ type: 'error', error: { message } }, { status });
	if (!/text\/html/.test(request.headers.get('accept') ?? 'text/html'))
		return Response.json({ refused: status === 413 ? 'too-large' : 'bad-request', sentence: message }, { status });
	const page = `<!doctype html><html lang="en"><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>Not done</title><h1>This was not done.</h1><p>${message}</p><p>Go back in your browser: what you wrote is still there.</p></html>`;
	return new Response(page, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
