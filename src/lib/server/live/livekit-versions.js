// Which LiveKit belongs to Evenround, and why there are two. Plain JavaScript without imports: the start script reads it under
// any Node from 20 on, before a package is installed.

/**
 * What `npm start` runs on one's own machine, on loopback and without TURN. It is the newest that `go install` can build: later
 * modules name forks by `replace` directives, which `go install` refuses.
 */
export const local = {
	version: '1.13.5',
	module: 'github.com/livekit/livekit-server',
	/** What the module asks for in its go.mod. */
	go: '1.26',
	/** The module's own sum, as in a go.sum. */
	sum: 'h1:HWfxfKvi5k1czMVqLV/htGmPgEBhrqHMxpfyMvfhyVo=',
	/**
	 * SHA-256 of the official archives, by Node's platform and architecture. They stand in the release's checksums.txt, and each
	 * was compared with what several projects pin that have nothing to do with one another. What is not here is not downloaded.
	 * @type {Record<string, { file: string; sha256: string } | undefined>}
	 */
	archives: {
		'linux-x64': { file: 'livekit_1.13.5_linux_amd64.tar.gz', sha256: 'c020fac437b7cc9b776eef1ad5ea8af77be9acfa07602eca20a3a44930dfbc70' },
		'linux-arm64': {
			file: 'livekit_1.13.5_linux_arm64.tar.gz',
			sha256: '332015305518765fe05bad74fc3a9d9583e635e7dd130de3c4fc563d69c550f3'
		},
		'win32-x64': { file: 'livekit_1.13.5_windows_amd64.zip', sha256: '3ec7eaa76ef64063bf21f78364733703e0969612cb92ffd60661ed45fa4a8906' }
	}
};

/**
 * What deploy/compose.yaml runs, with TURN open to the world: the newest. 1.13.6 to 1.13.10 harden TURN (a quota for each
 * person, relays limited to media ports), keep tokens out of logs, and mend reconnects.
 */
export const deployed = '1.13.11';

/** Older than this, TURN lets whoever has a token send from the machine to itself, on any port: the doctor says so. */
export const oldestForTurn = '1.13.10';

/**
 * @param {string} version such as 1.13.5 or v1.13.5
 * @param {string} than
 * @returns {boolean} false also where it is no version
 */
export function older(version, than) {
	const [a, b] = [version, than].map((one) => (/\d+(\.\d+)*/.exec(one)?.[0] ?? '').split('.').map(Number));
	if (!a?.length || !b?.length || !/\d/.test(version)) return false;
	for (let i = 0; i < Math.max(a.length, b.length); i++) {
		const apart = (a[i] ?? 0) - (b[i] ?? 0);
		if (apart !== 0) return apart < 0;
	}
	return false;
}
