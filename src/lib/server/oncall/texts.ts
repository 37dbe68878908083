// What a page says outside this instance. Never a topic, a circle, a name or a word of anybody. Not yet reviewed by people
// with clinical and lived experience.

import type { PageKind } from '../db/schema-oncall.ts';
import { homeOrigin } from '../ground/smtp.ts';

export interface PageText {
	/** The mail's subject. */
	subject: string;
	/** The one line a device shows, maybe on a locked screen. */
	push: string;
	/** The mail. */
	body: string;
	/** The path of the page it opens. */
	url: string;
}

const asked = 'Somebody asks for you at Evenround';
const written = 'Something for you to read at Evenround';
const test = 'A test from Evenround';

const lines: Record<PageKind, string[]> = {
	signal: ['somebody asks for you, and you are on call now.', 'Open this page and sign in; it says where you are needed:'],
	aside: ['somebody asks for you, as the safety contact.', 'Open this page and sign in; it says what is known:'],
	report: [
		'somebody wrote to you privately, as the safety contact. It is not urgent in the sense of minutes.',
		'Open this page and sign in; it says what is known:'
	],
	test: ['this is the test page you asked for.', 'Open it, sign in, and press the button there; then being on call counts for seven days:']
};

/** The words of one page. */
export function textOf(kind: PageKind, id: string): PageText {
	const title = kind === 'test' ? test : kind === 'report' ? written : asked;
	const url = `/on-call/${id}`;
	const body = [
		'Hello,',
		'',
		...lines[kind],
		'',
		`${homeOrigin()}${url}`,
		'',
		'The link signs nobody in, and opens for you alone.',
		''
	].join('\n');
	return { subject: title, push: `${title}.`, body, url };
}
