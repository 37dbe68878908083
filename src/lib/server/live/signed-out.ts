// What ends with a login: the streams it opened, on whichever node, and the voice and picture of whoever came in by it. Followed at
// once when somebody says that logins ended, and looked at every few seconds in case that word was lost.

import { eachAlone } from '../ground/alone.ts';
import { seatIn } from '../../gathering/context.ts';
import { sql } from '../db/index.ts';
import { look, send } from '../gatherings/gatherings.ts';
import { node } from '../ground/node.ts';
import { closeSignedOut } from './changes.ts';
import { withoutLogin } from './presence.ts';

/** Ends what logins opened that are no more: streams of this node, and seats of the gatherings that this node looks after. */
export async function followLogins(): Promise<void> {
	closeSignedOut(await withoutLogin());
	const rows = await sql()<{ gathering: string; seat: number; login: string }[]>`
		select s.gathering_id as gathering, s.seat, s.login_id as login
		from machines m join seats s on s.gathering_id = m.gathering_id
		left join logins l on l.id = s.login_id
		where m.lease_node = ${node} and m.lease_until > now() and s.login_id is not null and l.id is null`;
	await eachAlone('signed out', rows, letGo);
}

/** Their identity is no longer current: it is put out of the room, and however often it comes back. */
async function letGo({ gathering, seat, login }: { gathering: string; seat: number; login: string }): Promise<void> {
	const found = await look(gathering);
	const identity = found && seatIn(found.state.context, seat)?.identity;
	// Whoever has signed in again meanwhile and joined anew keeps what they have.
	const [still] =
		await sql()`update seats set login_id = null where gathering_id = ${gathering} and seat = ${seat} and login_id = ${login} returning seat`;
	if (still && identity) await send(gathering, { kind: 'house' }, { type: 'SIGNED_OUT', seat, identity });
}
