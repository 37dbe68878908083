// A machine of its own for the try, as far as networks go: a namespace with a public-looking address, and a way out by which
// images are built. What runs in it uses no port of this machine. Linux, as root.
import { readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { Plain } from '../lib/say.ts';
import { run, tried } from './run.ts';

const name = 'evenround-try';
const wire = 'evenround-try0';
const ours = '203.0.113.1';
const forwarding = '/proc/sys/net/ipv4/ip_forward';

/** Addresses kept for documentation: they are nobody's. As on a rented machine, the outer one is on the network card itself. */
export const publicAddress = '203.0.113.7';
export const publicAddress6 = '2001:db8:57::7';
/** Two visitors by IPv6, from two networks. */
export const visitors6 = ['2001:db8:a::1', '2001:db8:b::1'] as const;

/** The words before a command that make it run on that machine's network; what is mounted stays this machine's. */
export const there = ['nsenter', `--net=/run/netns/${name}`] as const;

const wayOut = [
	['-t', 'nat', 'POSTROUTING', '-s', `${publicAddress}/28`, '!', '-o', wire, '-j', 'MASQUERADE'],
	['-t', 'filter', 'FORWARD', '-i', wire, '-j', 'ACCEPT'],
	['-t', 'filter', 'FORWARD', '-o', wire, '-j', 'ACCEPT']
];
const rule = (how: '-I' | '-D', [table, kind, chain, ...rest]: string[]) => ['-w', table!, kind!, how, chain!, ...rest];

/** Makes it. Returns how to take it away again, which leaves nothing behind. */
export async function makeMachine(): Promise<() => Promise<void>> {
	if (process.platform !== 'linux' || process.getuid?.() !== 0)
		throw new Plain('deploy:try makes a network and a container engine of its own: it needs Linux, as root.');
	const { code, out } = await tried('ip', ['netns', 'pids', name]);
	if (code === 0 && out.trim()) throw new Plain('Another try is under way on this machine.');
	const forwarded = readFileSync(forwarding, 'utf8');
	await takeAway();
	const gone = async (): Promise<void> => {
		await takeAway();
		if (forwarded.trim() === '0') writeFileSync(forwarding, forwarded);
	};
	try {
		await run('ip', ['netns', 'add', name]);
		await run('ip', ['link', 'add', wire, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
		await run('ip', ['address', 'add', `${ours}/28`, 'dev', wire]);
		await run('ip', ['link', 'set', wire, 'up']);
		for (const args of [
			['link', 'set', 'lo', 'up'],
			['address', 'add', `${publicAddress}/28`, 'dev', 'eth0'],
			['link', 'set', 'eth0', 'up'],
			['route', 'add', 'default', 'via', ours]
		])
			await run('ip', ['-n', name, ...args]);
		for (const address of [publicAddress6, ...visitors6])
			await run('ip', ['-n', name, 'address', 'add', `${address}/128`, 'dev', 'eth0', 'nodad']);
		writeFileSync(forwarding, '1');
		for (const one of wayOut) await run('iptables', rule('-I', one));
	} catch (error) {
		await gone();
		throw error;
	}
	return gone;
}

/** Also what a killed try left. */
async function takeAway(): Promise<void> {
	for (const one of wayOut) while ((await tried('iptables', rule('-D', one))).code === 0);
	if (networkInterfaces()[wire] || (await tried('ip', ['link', 'show', wire])).code === 0) await tried('ip', ['link', 'delete', wire]);
	await tried('ip', ['netns', 'delete', name]);
}
