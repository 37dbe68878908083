// Looks at a TLS door as a browser would: whether its certificate is trusted, for how long, and whether it speaks HTTP/2.

import tls from 'node:tls';
import { dropped } from '../ground/cookies.ts';
import { because, broken, look, ok, type Finding } from './finding.ts';

const patienceMs = 5000;
const dayMs = 86_400_000;
const lookDays = 14;
const brokenDays = 3;

/**
 * @param what the name the finding gets
 * @param ca trusted beside the system's own, in PEM
 */
export async function lookAtDoor(
	what: string,
	host: string,
	port: number,
	{ ca, now = Date.now(), http2 = true }: { ca?: string; now?: number; http2?: boolean } = {}
): Promise<Finding> {
	try {
		const { until, trusted, protocol } = await knock(host, port, ca);
		const days = Math.floor((until - now) / dayMs);
		const todo = 'See in the proxy’s log why it was not renewed; port 80 must be open for most issuers.';
		if (days < 0) return broken(what, `The certificate of ${host} ended ${-days} days ago.`, todo);
		if (trusted !== null)
			return broken(
				what,
				`Browsers do not trust the certificate of ${host}: ${trusted}.`,
				'Give the proxy a certificate from an issuer that browsers know, for exactly this name.'
			);
		if (days < brokenDays) return broken(what, `The certificate of ${host} ends in ${days} days.`, todo);
		if (days < lookDays) return look(what, `The certificate of ${host} ends in ${days} days.`, todo);
		if (http2 && protocol !== 'h2')
			return look(
				what,
				`${host} does not speak HTTP/2.`,
				'Turn HTTP/2 on in the proxy: without it six open pages use up a browser’s connections.'
			);
		return ok(what, `The certificate of ${host} is good for ${days} days.`);
	} catch (error) {
		return broken(
			what,
			`${host}:${port} does not answer: ${because(error)}.`,
			'See that the proxy runs, that the name leads to this machine, and that the port is open.'
		);
	}
}

/** The page's own door, from ORIGIN. Plain http is good for trying on one machine, and for nothing else. */
export function lookAtOrigin(origin: string | undefined, ca?: string): Promise<Finding> | Finding {
	if (!origin || !URL.canParse(origin))
		return broken('certificate', 'ORIGIN is not set.', 'Set ORIGIN to exactly what stands in people’s browsers.');
	const { protocol, hostname, port } = new URL(origin);
	if (protocol === 'https:') return lookAtDoor('certificate', hostname, Number(port || 443), { ca });
	if (!dropped(new URL(origin))) return ok('certificate', 'None is needed on this machine itself.');
	return broken(
		'certificate',
		`${origin} has none: nobody can sign in there, and browsers give no camera and no microphone.`,
		'Put a TLS proxy in front, and set ORIGIN to its https address.'
	);
}

function knock(
	host: string,
	port: number,
	ca?: string
): Promise<{ until: number; trusted: string | null; protocol: string | false | null }> {
	return new Promise((resolve, reject) => {
		const trust = ca ? [...tls.rootCertificates, ca] : undefined;
		const socket = tls.connect({
			host,
			port,
			servername: host,
			ALPNProtocols: ['h2', 'http/1.1'],
			rejectUnauthorized: false,
			ca: trust,
			timeout: patienceMs
		});
		socket.on('timeout', () => socket.destroy(new Error('no answer')));
		socket.on('error', reject);
		socket.on('secureConnect', () => {
			const until = Date.parse(socket.getPeerCertificate().valid_to);
			// Its end is said by itself above.
			const why = socket.authorized ? null : String(socket.authorizationError);
			resolve({ until, trusted: why, protocol: socket.alpnProtocol });
			socket.destroy();
		});
	});
}
