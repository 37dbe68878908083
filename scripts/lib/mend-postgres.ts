// The database driver with a few lines mended. As published (3.4.9) a connection that dies at the wrong moment ends the whole process,
// or lets what remains of a transaction run outside of it. The application is built with these lines; programs that run without a build
// and the tests load them (mended-postgres.ts). See docs/decisions/2026-11-21-mended-driver.md. Fails where the driver's text is not the
// one it knows.
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
	// What was asked between an error and the close that follows it fails too.
	{
		file: /postgres\/src\/connection\.js$/,
		from: '    !hadError && (query || sent.length) && error(',
		to: '    ;(query || sent.length) && error('
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
	},
	// The same of a connection that somebody holds for themselves: one that was lost is neither used nor given back.
	{
		file: /postgres\/src\/index\.js$/,
		from: '    c.reserved.release = true\n',
		to: '    const held = c.reserved\n    c.onclose = (e) => { while (queue.length) queue.shift().reject(e) }\n    c.reserved.release = true\n'
	},
	{
		file: /postgres\/src\/index\.js$/,
		from: '    sql.release = () => {\n',
		to: '    sql.release = () => {\n      if (c.reserved !== held) return\n      c.onclose = null\n'
	},
	{
		file: /postgres\/src\/index\.js$/,
		from: '    function handler(q) {\n      c.queue === full\n        ? queue.push(q)',
		to: "    function handler(q) {\n      if (c.reserved !== held) return q.reject(Errors.connection('CONNECTION_CLOSED', options))\n      c.queue === full\n        ? queue.push(q)"
	},
	// One that was to end meanwhile ends when it is given back, as after a transaction; nobody else gets it.
	{
		file: /postgres\/src\/index\.js$/,
		from: '      c.reserved = null\n      onopen(c)\n',
		to: '      c.reserved = null\n      c.ending ? c.terminate() : onopen(c)\n'
	},
	{
		file: /postgres\/src\/connection\.js$/,
		from: '    cancel,\n    end,\n    count: 0,\n',
		to: '    cancel,\n    end,\n    get ending() { return ending },\n    count: 0,\n'
	},
	// Who waits for a connection of their own gets the one that is opened for them, also where it was open before.
	{
		file: /postgres\/src\/index\.js$/,
		from: '        queries.push(query)\n        closed.length && connect(closed.shift(), query)\n',
		to: '        closed.length ? connect(closed.shift(), query) : queries.push(query)\n'
	},
	{
		file: /postgres\/src\/connection\.js$/,
		from: '        initial.reserve && (initial = null)\n',
		to: ''
	},
	{
		file: /postgres\/src\/connection\.js$/,
		from: '      options.shared.retries = retries = 0\n      initial = null\n      return\n',
		to: '      options.shared.retries = retries = 0\n      initial && initial.reserve && initial.reserve(connection)\n      initial = null\n      return\n'
	}
];

const names = /\/node_modules\/postgres\/src\/\w+\.js$/;

/** A file of the driver with its faults mended; any other as it is. Throws when it is not the text that is known. */
export function mended(file: string, text: string): string {
	if (!names.test(file)) return text;
	return mends
		.filter((mend) => mend.file.test(file))
		.reduce((text, { from, to }) => {
			if (text.split(from).length !== 2) throw new Error(`${file} is not the driver that was mended: look at each mend again`);
			return text.replace(from, () => to);
		}, text);
}

/** The vite plugin; the package must be listed in `ssr.noExternal` beside it. */
export function mendedPostgres(): Plugin {
	return {
		name: 'mended-postgres',
		transform: (code, id) => mended(id.replaceAll('\\', '/').split('?')[0]!, code)
	};
}
