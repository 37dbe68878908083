// Reads a mail as a mail program does: its headers, its plain text, its calendar entry.

interface Part {
	headers: Map<string, string>;
	body: string;
	parts: Part[];
}

export interface ReadMail {
	to: string[];
	/** All of the head, unfolded, as it went over the wire. */
	head: string;
	header(name: string): string | undefined;
	subject: string;
	id: string;
	text: string | undefined;
	/** The calendar entry, and the method that its part names. */
	calendar: { ics: string; method: string | undefined } | undefined;
	/** Every part's type. */
	types: string[];
}

const decoded = (body: string, encoding: string | undefined): string => {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return body;
	const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
};

function read(raw: string): Part {
	const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
	const body = rest.join('\r\n\r\n');
	const headers = new Map<string, string>();
	for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const at = line.indexOf(':');
		if (at > 0) headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
	}
	const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
	const parts = boundary
		? body
				.split(`--${boundary}`)
				.slice(1, -1)
				.map((part) => read(part.replace(/^\r?\n/, '')))
		: [];
	return { headers, body: decoded(body, headers.get('content-transfer-encoding')?.toLowerCase()), parts };
}

const flat = (part: Part): Part[] => [part, ...part.parts.flatMap(flat)];
const typeOf = ({ headers }: Part): string => (headers.get('content-type') ?? 'text/plain').split(';')[0]!.toLowerCase();

/** @param raw the mail as it went over the wire */
export function readMime(raw: string, to: string[] = []): ReadMail {
	const whole = read(raw);
	const all = flat(whole);
	const entry = all.find((part) => typeOf(part) === 'text/calendar');
	return {
		to,
		head: raw.split(/\r?\n\r?\n/)[0]!.replace(/\r?\n[ \t]+/g, ' '),
		header: (name) => whole.headers.get(name.toLowerCase()),
		subject: whole.headers.get('subject') ?? '',
		id: whole.headers.get('message-id') ?? '',
		text: all.find((part) => typeOf(part) === 'text/plain')?.body,
		calendar: entry && { ics: entry.body, method: /method=(\w+)/i.exec(entry.headers.get('content-type')!)?.[1] },
		types: all.map(typeOf)
	};
}
