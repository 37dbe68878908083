// A real LiveKit with the configuration of the compose file. Only what one machine of a test cannot have is another: addresses and ports.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { deployEnv } from '../../scripts/deploy-env.ts';
import { findLivekit } from '../../scripts/lib/livekit-binary.ts';
import { freeTcpPort, freeUdpPort } from '../../scripts/lib/ports.ts';
import { launch, tail, untilReady } from '../../scripts/lib/processes.ts';
import { iceServers } from '../../src/lib/server/doctor/signalling.ts';
import type { TurnServer } from '../../src/lib/server/doctor/turn.ts';
import { composed, variables } from './compose.ts';
import { temporaryDir } from './private-servers.ts';
import { testServers } from './servers.ts';

export interface ComposeVideo {
	/** Where TURN takes what was TLS. */
	turnTcpPort: number;
	/** What a browser that comes with this token is told of. */
	told(token: string): Promise<TurnServer[]>;
	stop(): Promise<void>;
}

/** @param turn what is another than in the compose file */
export async function videoOfCompose(turn: Record<string, unknown> = {}): Promise<ComposeVideo> {
	const env = variables(deployEnv('circles.example.org', '127.0.0.1', 'you@example.org'));
	const config = parse(composed(env).services.video.environment!.LIVEKIT_CONFIG!) as Record<string, Record<string, unknown>>;
	const [port, turnTcpPort] = [await freeTcpPort(), await freeTcpPort()];
	const { LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = testServers().livekit;
	const body = stringify({
		...config,
		port,
		bind_addresses: ['127.0.0.1'],
		rtc: { ...config.rtc, udp_port: await freeUdpPort(), tcp_port: 0, enable_loopback_candidate: true },
		turn: { ...config.turn, udp_port: await freeUdpPort(), tls_port: turnTcpPort, bind_addresses: ['127.0.0.1'], ...turn },
		keys: { [key]: secret },
		webhook: { api_key: key, urls: [] }
	});
	const program = await findLivekit();
	if (program.kind !== 'binary') throw new Error('this needs a LiveKit program of this machine');
	const dir = temporaryDir();
	mkdirSync(path.join(dir, 'logs'));
	const log = path.join(dir, 'logs', 'livekit.log');
	const child = launch({
		name: 'LiveKit',
		command: program.file,
		args: [],
		env: { LIVEKIT_CONFIG: body },
		log,
		stopSignals: ['SIGTERM', 'SIGTERM'],
		graceMs: 2000
	});
	if (!(await untilReady(child, async () => (await fetch(`http://127.0.0.1:${port}`)).ok, 20_000))) throw new Error(tail(log));
	return {
		turnTcpPort,
		told: async (token) => (await iceServers(`ws://127.0.0.1:${port}`, token)).filter(({ url }) => url.startsWith('turn')),
		stop: () => child.stop()
	};
}
