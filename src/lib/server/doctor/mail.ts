// Looks at mail: whether the server takes our login. Sends nothing.

import { createTransport } from 'nodemailer';
import { because, broken, look, ok, type Finding } from './finding.ts';

const patienceMs = 5000;

/** @param from MAIL_FROM */
export async function lookAtMail(url: string | undefined, from: string | undefined): Promise<Finding> {
	if (!url)
		return look(
			'mail',
			'Mails lie in the outbox of DATA_DIR and reach nobody.',
			'Set SMTP_URL to a server that takes mail from this machine.'
		);
	const limits = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs };
	const transport = createTransport(url, {});
	// What is given beside an address is for each mail; the connection has its own.
	Object.assign((transport.transporter as unknown as { options: object }).options, limits);
	try {
		await transport.verify();
	} catch (error) {
		return broken(
			'mail',
			`The mail server does not take us: ${because(error)}.`,
			'Look at host, port, login and password in SMTP_URL; nothing is lost, mails wait.'
		);
	} finally {
		transport.close();
	}
	if (!from)
		return look('mail', 'The mail server takes us; MAIL_FROM is not set.', 'Set MAIL_FROM to an address that this server may send from.');
	return ok('mail', 'The mail server takes us.');
}
