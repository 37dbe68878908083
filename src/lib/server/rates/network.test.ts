import { expect, test } from 'vitest';
import { networkOf } from './network.ts';

test('of IPv6 the first half is the network, however it is written; an IPv4 address is one, also inside IPv6', () => {
	const same = ['2001:db8:0:7::1', '2001:0DB8:0000:0007:ffff:1:2:3', '2001:db8:0:7:8:9:a:b', '2001:db8::7:0:0:0:1'];
	expect(new Set(same.map(networkOf))).toEqual(new Set(['2001:db8:0:7']));
	expect(networkOf('2001:db8:0:8::1')).toBe('2001:db8:0:8');
	expect([networkOf('::1'), networkOf('fe80::1%eth0')]).toEqual(['0:0:0:0', 'fe80:0:0:0']);
	expect([networkOf('192.0.2.7'), networkOf('::ffff:192.0.2.7'), networkOf('::FFFF:192.0.2.8')]).toEqual([
		'192.0.2.7',
		'192.0.2.7',
		'192.0.2.8'
	]);
});
