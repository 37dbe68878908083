// Reads from Linux's /proc which addresses a process listens on. Knows nothing of what the process is.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const tcpListening = '0A';
const udpUnconnected = '07';

/** The local IP addresses on which this process accepts TCP connections or takes UDP packets. */
export function listeningAddresses(pid: number): string[] {
	const inodes = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => socketInode(`/proc/${pid}/fd/${fd}`)));
	return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) => {
		const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1);
		return rows
			.map((row) => row.trim().split(/\s+/))
			.filter((fields) => inodes.has(fields[9]) && [tcpListening, udpUnconnected].includes(fields[3] ?? ''))
			.map((fields) => address(fields[1] ?? ''));
	});
}

function socketInode(file: string): string | undefined {
	try {
		return /^socket:\[(\d+)\]$/.exec(readlinkSync(file))?.[1];
	} catch {
		return undefined;
	}
}

/** `0100007F:1EC8` is 127.0.0.1: the kernel writes each 32-bit word in the machine's own (little-endian) order. */
function address(field: string): string {
	const hex = field.split(':')[0] ?? '';
	const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
	if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
	const groups = Array.from({ length: 8 }, (_, index) => `${bytes[index * 2]}${bytes[index * 2 + 1]}`.toLowerCase());
	const full = groups.join(':');
	if (full === '0000:0000:0000:0000:0000:0000:0000:0001') return '::1';
	return full;
}
