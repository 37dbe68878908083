// Finds free loopback ports. Asks the operating system; keeps no list of its own.
import dgram from 'node:dgram';
import net from 'node:net';

const tries = 200;

/** The first TCP port from `preferred` upward that is free on 127.0.0.1 and ::1; 0 means any. */
export async function freeTcpPort(preferred = 0): Promise<number> {
	return firstFree(preferred, async (port) => {
		const found = await bindTcp(port, '127.0.0.1');
		if (found === undefined) return undefined;
		return (await bindTcp(found, '::1')) === undefined ? undefined : found;
	});
}

/** Like `freeTcpPort`, and keeps others off it until `release`: for a port that is used only after a while. */
export async function reserveTcpPort(preferred: number): Promise<{ port: number; release(): Promise<void> }> {
	const port = await freeTcpPort(preferred);
	const server = net.createServer((socket) => socket.destroy());
	const held = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
	});
	// Somebody else took it in between: the next one then.
	if (!held) return reserveTcpPort(preferred);
	return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The first UDP port from `preferred` upward that is free on 127.0.0.1; 0 means any. */
export async function freeUdpPort(preferred = 0): Promise<number> {
	return firstFree(preferred, bindUdp);
}

async function firstFree(preferred: number, probe: (port: number) => Promise<number | undefined>): Promise<number> {
	for (let step = 0; step < tries; step++) {
		const found = await probe(preferred === 0 ? 0 : preferred + step);
		if (found !== undefined) return found;
	}
	throw new Error(`no free port among ${tries} from ${preferred}`);
}

function bindTcp(port: number, host: string): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = net.createServer();
		// A machine without IPv6 has nothing that could stand in the way on ::1.
		server.once('error', (error: NodeJS.ErrnoException) =>
			resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? port : undefined)
		);
		server.listen({ port, host, exclusive: true }, () => {
			const address = server.address() as net.AddressInfo;
			server.close(() => resolve(address.port));
		});
	});
}

function bindUdp(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const socket = dgram.createSocket('udp4');
		socket.once('error', () => resolve(undefined));
		socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
			const found = socket.address().port;
			socket.close(() => resolve(found));
		});
	});
}
