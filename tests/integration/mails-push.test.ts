// What somebody chose to hear on their devices: as neutral as a mail, to every device, and by mail where none takes it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import { choose } from '../../src/lib/server/mails/choices.ts';
import { kinds } from '../../src/lib/server/ground/mail-kinds.ts';
import { tell } from '../../src/lib/server/mails/tell.ts';
import { keepDevice } from '../../src/lib/server/push/index.ts';
import { deliverAll } from '../support/mails.ts';
import { outboxOf } from '../support/on-call.ts';
import { circleOf, person, planned, type Person } from '../support/people.ts';
import { temporaryDir } from '../support/private-servers.ts';
import { pushService } from '../support/push-service.ts';
import { freshDatabase } from '../support/servers.ts';

let service: Awaited<ReturnType<typeof pushService>>;
let ana: Person;

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
	process.env.PUSH_SERVICES = '127.0.0.1';
});
beforeEach(async () => {
	process.env.DATA_DIR = temporaryDir();
	ana = await person();
	await choose(ana.id, { planned: 'push' });
});
afterEach(() => service.close());
afterAll(closeDb);

const mails = async () => (await outboxOf(process.env.DATA_DIR!)).map(({ subject }) => subject);
async function told(): Promise<string> {
	const gathering = await planned(await circleOf(ana));
	await db().transaction((tx) => tell(tx, { kind: 'planned', account: ana.id, gathering }));
	await deliverAll();
	return gathering;
}

test('goes to each device and to no mailbox, once, and names nothing', async () => {
	service = await pushService();
	for (const name of ['phone', 'desk']) await keepDevice(ana.id, service.device(name));
	const gathering = await told();
	await deliverAll();
	expect(service.pushed.map(({ message }) => message)).toMatchObject(
		[1, 2].map(() => ({ title: 'Evenround', body: `${kinds.planned.subject}.`, url: `/gatherings/${gathering}` }))
	);
	expect(service.pushed[0]!.headers).toMatchObject({ urgency: 'normal', topic: service.pushed[0]!.message.tag });
	expect(await mails()).toEqual([]);
});

test('comes by mail where there is no device, where the only one is gone, and where its service fails', async () => {
	service = await pushService([410, 500]);
	await told();
	expect(await mails()).toHaveLength(1);
	await keepDevice(ana.id, service.device('phone'));
	await told();
	expect(await sql()`select 1 from push_devices where account_id = ${ana.id}`).toHaveLength(0);
	expect(await mails()).toHaveLength(2);
	await keepDevice(ana.id, service.device('phone'));
	await told();
	expect(await mails()).toEqual([kinds.planned.subject, kinds.planned.subject, kinds.planned.subject]);
});
