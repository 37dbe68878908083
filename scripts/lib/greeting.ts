// What whoever ran `npm start` reads when the pages are there. Prints nothing itself.
import path from 'node:path';
import { dropped } from '../../src/lib/server/ground/cookies.ts';

export interface About {
	/** DATA_DIR. */
	dir: string;
	url: string;
	origin: string;
	/** The video server stands. */
	there: boolean;
	/** Where each is. */
	database: string;
	video: string;
	/** Who can sign in, where people were made up. */
	people: string;
}

export function greeting({ dir, url, origin, there, database, video, people }: About): string {
	return [
		'',
		there ? `Evenround is ready: ${url}` : `The pages are there: ${url}`,
		...(there ? [] : ['Only rehearsals and rooms wait: the video server is still coming, and they open by themselves when it stands.']),
		'',
		`  database      ${database}`,
		`  video server  ${video}${there ? '' : ', soon'}`,
		`  data          ${dir}`,
		`  mails         ${process.env.SMTP_URL ? 'sent by SMTP_URL' : path.join(dir, 'outbox')}`,
		`  logs          ${path.join(dir, 'logs')}`,
		...(dropped(new URL(origin))
			? ['', `Nobody can sign in at ${origin}: it is plain http, and not this machine itself. Set ORIGIN to an https address.`]
			: []),
		...(people ? ['', people] : []),
		'',
		'Ctrl+C stops everything; the data stay.'
	].join('\n');
}
