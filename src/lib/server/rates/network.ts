// From which network a request comes, as limits count it: what one household or one company is given, never a single device of it.

import { isIPv6 } from 'node:net';

/** How many of an IPv6 address's eight groups name the network: whoever has one has all that begin like it. */
const groups = 4;

/** An IPv4 address as it is, also where it is written as IPv6; of IPv6 the network. */
export function networkOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped) return mapped[1]!;
	if (!isIPv6(address)) return address;
	const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
	const before = head === '' ? [] : head.split(':');
	const after = tail ? tail.split(':') : [];
	const all =
		tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
	return all
		.slice(0, groups)
		.map((group) => parseInt(group, 16).toString(16))
		.join(':');
}

/** The network of a request. */
export const networkFrom = (event: { getClientAddress(): string }): string => networkOf(event.getClientAddress());
