// Starts a LiveKit server from `livekit.yaml`, on loopback, with the ports, keys and webhook of this run.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { findLivekit, type LivekitProgram } from './livekit-binary.ts';
import { makeDataDir, root } from './paths.ts';
import { freeTcpPort, freeUdpPort } from './ports.ts';
import { launch, tail, untilReady, type Child, type LaunchOptions } from './processes.ts';
import { Plain } from './say.ts';
import { readSecrets } from './secrets.ts';

const readyTimeoutMs = 30_000;
const stopGraceMs = 5000;

export interface LivekitServer {
	/** What browsers connect to. */
	url: string;
	/** What the application's server asks. */
	internalUrl: string;
	apiKey: string;
	apiSecret: string;
	port: number;
	udpPort: number;
	child: Child;
	/** Resolves when it answers; throws Plain with the end of its log when it does not come up. */
	ready(): Promise<void>;
	stop(): Promise<void>;
}

export interface LivekitOptions {
	/** A DATA_DIR: its keys are used and the log goes there. */
	dir: string;
	/** Where LiveKit reports what happens in rooms; none when absent. */
	webhookUrl?: string;
	/** The ports to try first; 0 takes any. */
	port?: number;
	udpPort?: number;
	/** LiveKit's own word: debug, info, warn or error. */
	logLevel?: string;
}

/** What LiveKit will be reached by, known before there is one. */
export type LivekitPlan = Omit<LivekitServer, 'child' | 'ready' | 'stop'>;

/** Starts LiveKit and waits until it answers. Throws Plain when none can be had, or when it does not come up. */
export async function startLivekit(options: LivekitOptions): Promise<LivekitServer> {
	const server = await launchLivekit(options);
	await server.ready();
	return server;
}

/** Launches LiveKit and does not wait for it. Throws Plain when none can be had. */
export async function launchLivekit(options: LivekitOptions): Promise<LivekitServer> {
	return launchPlanned(await findLivekit(), await planLivekit(options), options);
}

/**
 * Chooses the ports and keys of a LiveKit that is launched by and by.
 * @param freePort finds a free port from a wished one on
 */
export async function planLivekit(
	{ dir, udpPort: preferredUdp = 0, ...wished }: LivekitOptions,
	freePort = freeTcpPort
): Promise<LivekitPlan> {
	makeDataDir(dir);
	const { livekitKey: apiKey, livekitSecret: apiSecret } = readSecrets(dir);
	const [port, udpPort] = [await freePort(wished.port ?? 0), await freeUdpPort(preferredUdp)];
	return { url: `ws://127.0.0.1:${port}`, internalUrl: `http://127.0.0.1:${port}`, apiKey, apiSecret, port, udpPort };
}

/** Launches this program as planned, also once more in the place of one that ended. */
export function launchPlanned(program: LivekitProgram, plan: LivekitPlan, { dir, webhookUrl, logLevel }: LivekitOptions): LivekitServer {
	const { port, udpPort, apiKey, apiSecret, internalUrl } = plan;
	const config = parse(readFileSync(path.join(root, 'livekit.yaml'), 'utf8')) as Record<string, Record<string, unknown>>;
	const body = stringify({
		...config,
		port,
		rtc: { ...config.rtc, udp_port: udpPort },
		keys: { [apiKey]: apiSecret },
		...(webhookUrl && { webhook: { api_key: apiKey, urls: [webhookUrl] } }),
		logging: { ...config.logging, ...(logLevel && { level: logLevel }) }
	});
	const log = path.join(dir, 'logs', 'livekit.log');
	const child = launch({
		...commandFor(program, body, port),
		name: 'LiveKit',
		log,
		// The first asks it to wait for everyone to leave, the second to end now.
		stopSignals: ['SIGTERM', 'SIGTERM'],
		graceMs: stopGraceMs
	});
	const ready = async () => {
		if (await untilReady(child, async () => (await fetch(internalUrl)).ok, readyTimeoutMs)) return;
		await child.stop();
		throw new Plain(`LiveKit did not start. The end of ${log}:\n${tail(log)}`);
	};
	return { ...plan, child, ready, stop: () => child.stop() };
}

/** The configuration goes in by the environment, so that no secret stands in a command line. */
function commandFor(program: LivekitProgram, body: string, port: number): Pick<LaunchOptions, 'command' | 'args' | 'env' | 'marker'> {
	const env = { PATH: process.env.PATH, HOME: process.env.HOME, LIVEKIT_CONFIG: body };
	if (program.kind === 'binary') return { command: program.file, args: ['--port', String(port)], env, marker: `--port ${port}` };
	const name = `evenround-livekit-${port}`;
	const args = ['run', '--rm', '--init', '--name', name, '--network', 'host', '-e', 'LIVEKIT_CONFIG', program.image];
	return { command: 'docker', args, env: { ...process.env, LIVEKIT_CONFIG: body }, marker: name };
}
