// Builds the database driver into the application with a few lines mended. As published (3.4.9) a connection that dies
// at the wrong moment ends the whole process, or lets what remains of a transaction run outside of it.
// See docs/decisions/2026-11-21-mended-driver.md. Fails the build when the driver's text is not the one it knows.
import type { Plugin } from 'vite';

interface Mend {
	file: RegExp;
	from: string;
	to: string;
}

const mends: Mend[] = [
	// What was about to be written to a socket that closed must not open the next one.
	{
		file: /postgres\/src\/connection\.js$/,
		from: '    clearImmediate(nextWriteTimer)\n    socket.removeListener',
		to: '    clearImmediate(nextWriteTimer)\n    nextWriteTimer = chunk = null\n    socket.removeListener'
	},
	// Without a socket a query fails like any other; it is not written into nothing a moment later.
	{
		file: /postgres\/src\/connection\.js$/,
		from: '  function execute(q) {\n',
		to: "  function execute(q) {\n    if (!socket) {\n      queryError(q, Errors.connection('CONNECTION_CLOSED', options))\n      return true\n    }\n\n"
	},
	// A connection that dies while it learns the types fails its query; nobody else is to hear of it.
	{
		file: /postgres\/src\/connection\.js$/,
		from: '        return fetchArrayTypes()\n',
		to: '        return fetchArrayTypes().catch(() => {})\n'
	},
	// The connection may be opened again for somebody else: a transaction that was cut stays cut.
	{
		file: /postgres\/src\/index\.js$/,
		from: 'new Promise((_, reject) => connection.onclose = reject)',
		to: 'new Promise((_, reject) => connection.onclose = (e) => { cut = e; reject(e) })'
	},
	{
		file: /postgres\/src\/index\.js$/,
		from: '      , prepare = null\n',
		to: '      , prepare = null\n      , cut = null\n'
	},
	{
		file: /postgres\/src\/index\.js$/,
		from: '        q.catch(e => uncaughtError || (uncaughtError = e))\n',
		to: '        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (cut) return q.reject(cut)\n'
	}
];

/** The vite plugin; the package must be listed in `ssr.noExternal` beside it. */
export function mendedPostgres(): Plugin {
	return {
		name: 'mended-postgres',
		transform(code, id) {
			const file = id.replaceAll('\\', '/').split('?')[0]!;
			return mends
				.filter((mend) => mend.file.test(file))
				.reduce((text, { from, to }) => {
					if (text.split(from).length !== 2) throw new Error(`${file} is not the driver that was mended: look at each mend again`);
					return text.replace(from, () => to);
				}, code);
		}
	};
}
