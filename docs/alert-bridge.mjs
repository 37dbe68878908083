// An example, to copy and change: takes the alerts of an instance and passes them on to ntfy or to Matrix. It believes only what
// is signed and fresh, and says "taken" only when the other side took it, so that the instance tries again otherwise.
// Needs Node 20 or newer and nothing else. docs/paging.md says how it is set up.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { ALERT_WEBHOOK_SECRET: secret = '', NTFY_URL, NTFY_TOKEN, MATRIX_URL, MATRIX_TOKEN, HOST = '127.0.0.1', PORT = '8099' } = process.env;
if (!secret) throw new Error('ALERT_WEBHOOK_SECRET is not set');

const freshSeconds = 300;
const patienceMs = 8000;

function believes(headers, text) {
	const timestamp = String(headers['evenround-timestamp']);
	const made = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`);
	const given = Buffer.from(String(headers['evenround-signature']));
	const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < freshSeconds;
	return fresh && given.length === made.length && timingSafeEqual(given, made);
}

const call = (url, method, token, body) =>
	fetch(url, {
		method,
		headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(patienceMs)
	});

/** ntfy takes JSON at its root, with the topic in the body. Priority 5 rings also where a phone is set to be quiet, if its owner allows it. */
const toNtfy = ({ kind, title, url, to }) =>
	call(NTFY_URL, 'POST', NTFY_TOKEN, { topic: to, title: 'Evenround', message: title, click: url, priority: kind === 'report' ? 3 : 5 });

/** The id makes a second try the same message. The account of the token must have joined the room. */
const toMatrix = ({ id, title, url, to }) =>
	call(`${MATRIX_URL}/_matrix/client/v3/rooms/${encodeURIComponent(to)}/send/m.room.message/${id}`, 'PUT', MATRIX_TOKEN, { msgtype: 'm.text', body: `${title}: ${url}` });

createServer(async (request, answer) => {
	const parts = [];
	for await (const part of request) parts.push(part);
	const text = Buffer.concat(parts).toString('utf8');
	if (request.method !== 'POST' || !believes(request.headers, text)) return answer.writeHead(403).end();
	const alert = JSON.parse(text);
	// A room of Matrix begins with "!"; everything else is a topic of ntfy.
	const passed = await (alert.to.startsWith('!') ? toMatrix : toNtfy)(alert).catch(() => null);
	answer.writeHead(passed?.ok ? 204 : 502).end();
}).listen(Number(PORT), HOST, () => console.log(`Alerts are taken at http://${HOST}:${PORT}/`));
