// Starts the built application (or Vite's development server) and waits until it says it is ready.
import path from 'node:path';
import { root } from './paths.ts';
import { launch, tail, untilReady, type Child } from './processes.ts';
import { Plain } from './say.ts';

const readyTimeoutMs = 60_000;
/** Open streams are closed by the application itself; this is how long it may take for all of it. */
const stopGraceMs = 10_000;

export interface AppServer {
	url: string;
	child: Child;
	/** Resolves when it says that it is ready; throws Plain with the end of its log when it does not. */
	ready(): Promise<void>;
	/** Resolves when its pages stand, with or without a video server; throws as `ready` does. */
	serves(): Promise<void>;
	stop(): Promise<void>;
}

export interface AppOptions {
	port: number;
	host?: string;
	/** The address people use; `http://localhost:<port>` when absent. */
	origin?: string;
	/** DATABASE_URL, LIVEKIT_*, DATA_DIR and the like. */
	env: Record<string, string>;
	log: string | 'inherit';
	dev?: boolean;
}

/** Starts the application and waits until it is ready. Throws Plain with the end of its log when it does not become so. */
export async function startApp(options: AppOptions): Promise<AppServer> {
	const server = launchApp(options);
	await server.ready();
	return server;
}

/** Launches the application and does not wait for it. */
export function launchApp({ port, host = '127.0.0.1', origin, env, log, dev = false }: AppOptions): AppServer {
	const url = origin ?? `http://localhost:${port}`;
	const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const script = path.join(root, 'build', 'index.js');
	const child = launch({
		name: 'the application',
		command: process.execPath,
		args: dev ? [vite, 'dev', '--host', host, '--port', String(port), '--strictPort'] : [script],
		cwd: root,
		env: { ...process.env, NODE_ENV: dev ? 'development' : 'production', ...env, ORIGIN: url, HOST: host, PORT: String(port) },
		log,
		marker: dev ? vite : script,
		graceMs: stopGraceMs
	});
	let said = 'It did not answer';
	const asked = async (enough: (parts: Record<string, unknown>) => boolean) => {
		const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
		const text = await answer.text();
		said = `It said ${text}`;
		return answer.ok || enough(JSON.parse(text) as Record<string, unknown>);
	};
	const until = async (enough: (parts: Record<string, unknown>) => boolean) => {
		if (await untilReady(child, () => asked(enough), readyTimeoutMs)) return;
		await child.stop();
		throw new Plain(`The application did not become ready. ${said}.${log === 'inherit' ? '' : ` The end of ${log}:\n${tail(log, 30)}`}`);
	};
	const ready = () => until(() => false);
	const serves = () => until(({ database, gatherings }) => database === 'ok' && gatherings === 'ok');
	return { url, child, ready, serves, stop: () => child.stop() };
}
