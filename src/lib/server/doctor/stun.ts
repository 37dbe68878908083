// STUN and TURN messages, as far as a look at a TURN server needs them (RFC 8489, RFC 8656). Bytes only: nothing is sent here.

import { createHash, createHmac, randomBytes } from 'node:crypto';

export const method = { allocate: 0x003, createPermission: 0x008 } as const;
const answerClass = { success: 0x100, error: 0x110 } as const;
const cookie = 0x2112a442;
const headBytes = 20;
const attribute = {
	username: 0x06,
	integrity: 0x08,
	error: 0x09,
	peer: 0x12,
	realm: 0x14,
	nonce: 0x15,
	relayed: 0x16,
	transport: 0x19
} as const;
const udp = Buffer.from([17, 0, 0, 0]);

export interface TurnLogin {
	username: string;
	password: string;
	realm: string;
	nonce: string;
}
export interface TurnAnswer {
	transaction: string;
	ok: boolean;
	/** The number of a refusal, such as 401 or 403. */
	code: number | null;
	realm: string;
	nonce: string;
}

/** A request to be given a relay, with or without a login. */
export const allocate = (login: TurnLogin | null) => message(method.allocate, [[attribute.transport, udp]], login);

/** A request to let somebody at this IPv4 address send to the relay. */
export const permit = (address: string, login: TurnLogin) => message(method.createPermission, [[attribute.peer, xored(address)]], login);

/** How long the first message in these bytes is, or null when it is not there yet: for streams. */
export function messageLength(bytes: Buffer): number | null {
	if (bytes.length < headBytes) return null;
	const length = headBytes + bytes.readUInt16BE(2);
	return bytes.length < length ? null : length;
}

/** Reads an answer; null when it is none. */
export function answerIn(bytes: Buffer): TurnAnswer | null {
	if (bytes.length < headBytes || bytes.readUInt32BE(4) !== cookie) return null;
	const kind = bytes.readUInt16BE(0) & 0x110;
	const found = new Map<number, Buffer>();
	for (let at = headBytes; at + 4 <= bytes.length;) {
		const length = bytes.readUInt16BE(at + 2);
		found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
		at += 4 + padded(length);
	}
	const error = found.get(attribute.error);
	return {
		transaction: bytes.toString('hex', 8, headBytes),
		ok: kind === answerClass.success,
		code: error && error.length >= 4 ? error[2]! * 100 + error[3]! : null,
		realm: found.get(attribute.realm)?.toString() ?? '',
		nonce: found.get(attribute.nonce)?.toString() ?? ''
	};
}

function message(kind: number, fields: [number, Buffer][], login: TurnLogin | null): { transaction: string; bytes: Buffer } {
	const transaction = randomBytes(12);
	const told: [number, Buffer][] = login
		? [
				...fields,
				[attribute.username, Buffer.from(login.username)],
				[attribute.realm, Buffer.from(login.realm)],
				[attribute.nonce, Buffer.from(login.nonce)]
			]
		: fields;
	const body = Buffer.concat(told.map(([type, value]) => field(type, value)));
	const integrityBytes = login ? 24 : 0;
	const head = Buffer.alloc(headBytes);
	head.writeUInt16BE(kind, 0);
	head.writeUInt16BE(body.length + integrityBytes, 2);
	head.writeUInt32BE(cookie, 4);
	transaction.copy(head, 8);
	const bytes = Buffer.concat([head, body]);
	if (!login) return { transaction: transaction.toString('hex'), bytes };
	// MD5 and SHA-1 are what the protocol asks for; the password lives for minutes.
	const key = createHash('md5').update(`${login.username}:${login.realm}:${login.password}`).digest();
	const proof = createHmac('sha1', key).update(bytes).digest();
	return { transaction: transaction.toString('hex'), bytes: Buffer.concat([bytes, field(attribute.integrity, proof)]) };
}

function field(type: number, value: Buffer): Buffer {
	const made = Buffer.alloc(4 + padded(value.length));
	made.writeUInt16BE(type, 0);
	made.writeUInt16BE(value.length, 2);
	value.copy(made, 4);
	return made;
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function xored(address: string): Buffer {
	const made = Buffer.alloc(8);
	made[1] = 1;
	made.writeUInt16BE(9 ^ (cookie >>> 16), 2);
	const plain = Buffer.from(address.split('.').map(Number)).readUInt32BE(0);
	made.writeUInt32BE((plain ^ cookie) >>> 0, 4);
	return made;
}
