// Formats of one's own on a real PostgreSQL: who reads and writes them, versions that never change, and how a circle takes one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftOf, type Draft } from '../../src/lib/formats/draft.ts';
import { formatById, roundTheCircle } from '../../src/lib/gathering/formats/index.ts';
import { closeDb, db, sql } from '../../src/lib/server/db/index.ts';
import {
	adopt,
	answerProposal,
	askCircle,
	linesOf,
	memberIdOf,
	proposalOf,
	putAside,
	sayLine,
	takeIn
} from '../../src/lib/server/formats/looking-back.ts';
import { formatToChange } from '../../src/lib/server/formats/next-version.ts';
import { addVersion, forkFormat, listFormats, makeFormat, ownerOf, readFormat, share, takeAway } from '../../src/lib/server/formats/own.ts';
import { refOf } from '../../src/lib/server/formats/refs.ts';
import { chosen } from '../../src/lib/formats/usable.ts';
import { formatsFor } from '../../src/lib/server/formats/usable.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';
import { gatheringById } from '../../src/lib/server/planning/schedule.ts';
import { circleOf, person, planned, visitor, type Person } from '../support/people.ts';
import { freshDatabase } from '../support/servers.ts';

beforeAll(async () => {
	process.env.DATABASE_URL = await freshDatabase();
});
afterAll(closeDb);

const draft = (change: (draft: Draft) => void = () => {}): Draft => {
	const made = draftOf(roundTheCircle);
	change(made);
	return made;
};
const made = async (host: Person, circleId?: string, change?: (draft: Draft) => void) => {
	const answer = await makeFormat(circleId ? { circleId } : { accountId: host.id }, draft(change), null);
	if ('refused' in answer) throw new Error(answer.refused);
	return answer.id;
};
const belongs = async (circleId: string, account: Person) => {
	await sql()`insert into members (circle_id, account_id, name) values (${circleId}, ${account.id}, 'Ana') on conflict do nothing`;
	return (await memberIdOf(visitor(account), circleId))!;
};

describe('whose it is', () => {
	test('one’s own is there for its owner alone, until it is shared; then others read it and make their own, but never write it', async () => {
		const [ana, ben] = [await person(), await person()];
		const id = await made(ana);
		expect((await readFormat(id, ana.id))?.writes).toBe(true);
		expect(await readFormat(id, ben.id)).toBeNull();
		expect((await listFormats(ben.id)).map(({ ref }) => ref)).toEqual([]);
		await share(id, ben.id, true);
		expect(await readFormat(id, ben.id)).toBeNull();

		await share(id, ana.id, true);
		const read = await readFormat(id, ben.id);
		expect(read).toMatchObject({ writes: false, own: { shared: true } });
		expect(await addVersion(id, ben.id, draft(), 1, [])).toEqual({ refused: 'not-there' });
		const fork = await forkFormat({ accountId: ben.id }, read!);
		expect(fork).toHaveProperty('id');
		await takeAway(id, ben.id);
		expect(await readFormat(id, ana.id)).not.toBeNull();
	});

	test('a circle’s own is written by those who host or hold it, and nobody owns one in the name of a circle that is not theirs', async () => {
		const [host, member, stranger] = [await person(), await person(), await person()];
		const circle = await circleOf(host);
		await belongs(circle, member);
		const id = await made(host, circle);
		expect((await readFormat(id, host.id))?.writes).toBe(true);
		for (const other of [member, stranger]) {
			expect(await readFormat(id, other.id)).toBeNull();
			expect(await ownerOf(other.id, circle)).toBeNull();
		}
		expect(await ownerOf(host.id, circle)).toEqual({ circleId: circle });
	});

	test('a format made from a shipped one keeps what it asks for beforehand; of forty more are refused', async () => {
		const ana = await person();
		const fork = await forkFormat({ accountId: ana.id }, (await readFormat('parts-side-by-side', ana.id))!);
		if (!('id' in fork)) throw new Error(fork.refused);
		const { format } = (await readFormat(fork.id, ana.id))!;
		expect(format).toMatchObject({ id: fork.id, version: 1, unreviewed: true, wantsBefore: formatById('parts-side-by-side')!.wantsBefore });
		for (let n = 1; n < 40; n++) await made(ana);
		expect(await makeFormat({ accountId: ana.id }, draft(), null)).toEqual({ refused: 'too-many-formats' });
	});
});

describe('versions', () => {
	test('a new one changes nothing that is planned or on; the next plan has it', async () => {
		const host = await person();
		const circle = await circleOf(host);
		const id = await made(host);
		const [first] = (await formatsFor({ circleId: circle, accountId: host.id })).filter(({ from }) => from === 'own');
		const gathering = await planned(circle, { format: first!.format });

		expect(
			await addVersion(
				id,
				host.id,
				draft((d) => (d.phases[1]!.prompt = 'A colour for how you arrive.')),
				1,
				['Another question']
			)
		).toEqual({ version: 2 });
		expect((await gatheringById(gathering))!.format.phases[1]!.prompt).toBe(first!.format.phases[1]!.prompt);
		expect((await look(gathering))!.state.context.format.version).toBe(1);

		const usable = await formatsFor({ circleId: circle, accountId: host.id });
		expect(chosen(usable, refOf(id, 1))).toBeNull();
		expect(chosen(usable, refOf(id, 2))?.phases[1]!.prompt).toBe('A colour for how you arrive.');
		const rows = await sql()`select version, content->>'version' as inside from format_versions where format_id = ${id} order by version`;
		expect(rows.map(({ version, inside }) => [version, inside])).toEqual([
			[1, '1'],
			[2, '2']
		]);
	});

	test('of two who write at once the second is told, and nothing of theirs is kept over the first', async () => {
		const host = await person();
		const id = await made(host);
		const both = await Promise.all([addVersion(id, host.id, draft(), 1, ['one']), addVersion(id, host.id, draft(), 1, ['two'])]);
		expect(both.filter((answer) => 'version' in answer)).toHaveLength(1);
		expect(both).toContainEqual({ refused: 'changed-meanwhile' });
	});

	test('a shared format is in a circle’s list once the circle took it, and out of it when it is shared no more', async () => {
		const [ana, ben] = [await person(), await person()];
		const circle = await circleOf(ben);
		const id = await made(ana);
		await takeIn(circle, id);
		const refs = async () => (await formatsFor({ circleId: circle, accountId: ben.id })).map(({ ref }) => ref);
		expect(await refs()).not.toContain(refOf(id, 1));
		await share(id, ana.id, true);
		expect(await refs()).not.toContain(refOf(id, 1));
		await takeIn(circle, id);
		expect(await refs()).toContain(refOf(id, 1));
		await share(id, ana.id, false);
		expect(await refs()).not.toContain(refOf(id, 1));
	});
});

describe('what a circle would do differently', () => {
	const looking = async () => {
		const [host, ana, ben] = [await person(), await person(), await person()];
		const circle = await circleOf(host);
		const memberIds = [await belongs(circle, ana), await belongs(circle, ben)] as const;
		return { host, circle, memberIds };
	};

	test('from lines to a version the circle adopts: its usual format is the new one, planned gatherings keep theirs', async () => {
		const { host, circle, memberIds } = await looking();
		await sayLine(circle, 'change', 'More silence, please.');
		await sayLine(circle, 'keep', 'The second round.');
		await sayLine(circle, 'change', 'No.');
		const lines = await linesOf(circle);
		expect(Object.keys(lines[0]!).sort()).toEqual(['id', 'kind', 'takenUp', 'words']);
		const wanted = lines.find(({ words }) => words.startsWith('More'))!;
		await putAside(
			circle,
			lines.filter(({ words }) => words === 'No.').map(({ id }) => id)
		);

		const own = await formatToChange(circle, roundTheCircle.id);
		if (!('id' in own)) throw new Error(own.refused);
		expect(await formatToChange(circle, roundTheCircle.id)).toEqual(own);
		const before = await planned(circle);
		await db().transaction(async (tx) => {
			const kept = await addVersion(
				own.id,
				host.id,
				draft((d) => (d.phases[3]!.minutes = 4)),
				1,
				[wanted.words],
				tx
			);
			if ('version' in kept) await askCircle(tx, circle, own.id, kept.version, [wanted.id]);
		});
		const asked = (await proposalOf(circle, memberIds[0]))!;
		expect(asked).toMatchObject({ version: 2, changes: ['More silence, please.'], answered: 0, own: null });
		expect(await adopt(asked.id, circle)).toEqual({ refused: 'nobody-answered' });

		await answerProposal(asked.id, circle, memberIds[0], 'fine');
		await answerProposal(asked.id, circle, memberIds[1], 'cannot');
		expect(await adopt(asked.id, circle)).toEqual({ refused: 'somebody-cannot' });
		await answerProposal(asked.id, circle, memberIds[1], 'canLive');
		expect(await proposalOf(circle, memberIds[1])).toMatchObject({ answered: 2, cannot: 0, own: 'canLive' });
		expect(await adopt(asked.id, circle)).toEqual({ ok: true });

		const [row] = await sql()<{ format_id: string }[]>`select format_id from circles where id = ${circle}`;
		expect(row!.format_id).toBe(refOf(own.id, 2));
		expect((await gatheringById(before))!.format.id).toBe(roundTheCircle.id);
		expect(await sql()`select 1 from proposal_answers where proposal_id = ${asked.id}`).toHaveLength(0);
		expect((await linesOf(circle)).find(({ id }) => id === wanted.id)?.takenUp).toBe(2);
		expect(await adopt(asked.id, circle)).toEqual({ refused: 'no-proposal' });
		expect(await answerProposal(asked.id, circle, memberIds[0], 'fine')).toEqual({ refused: 'no-proposal' });
	});

	test('the version a circle agreed on stays in its list beside a newer one', async () => {
		const { host, circle } = await looking();
		const id = await made(host, circle);
		await addVersion(id, host.id, draft(), 1, []);
		const usable = await formatsFor({ circleId: circle, accountId: host.id, usual: refOf(id, 1) });
		expect(usable.filter(({ from }) => from === 'own').map(({ ref, newer }) => [ref, newer])).toEqual([
			[refOf(id, 1), false],
			[refOf(id, 2), true]
		]);
	});

	test('a circle is asked one thing at a time, and another circle’s question is not theirs to answer', async () => {
		const { host, circle, memberIds } = await looking();
		const other = await looking();
		const id = await made(host, circle);
		await askCircle(db(), circle, id, 1, []);
		const first = (await proposalOf(circle, memberIds[0]))!;
		await answerProposal(first.id, circle, memberIds[0], 'fine');
		await askCircle(db(), circle, id, 1, []);
		const second = (await proposalOf(circle, memberIds[0]))!;
		expect(second).toMatchObject({ answered: 0, own: null });
		expect(second.id).not.toBe(first.id);
		expect(await answerProposal(second.id, other.circle, other.memberIds[0], 'cannot')).toEqual({ refused: 'no-proposal' });
		expect(await adopt(second.id, other.circle)).toEqual({ refused: 'no-proposal' });
	});
});
