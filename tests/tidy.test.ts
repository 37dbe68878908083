// The borders of the code, held by a machine so that people can talk about meaning.
import { describe, expect, test } from 'vitest';
import { code, cycles, files, importsOf, read } from './support/source.ts';

const longestFile = 400;
const longestPageServer = 80;

const all = files();
const source = all.filter((file) => /^src\/.*\.(ts|svelte|js)$/.test(file));
const product = source.filter((file) => !file.endsWith('.test.ts'));
const tests = all.filter((file) => /\.(test|spec)\.ts$/.test(file));
const written = all.filter((file) => /^(src|scripts|tests)\/.*\.(ts|svelte|js|mjs)$/.test(file));

/** Each breach as one readable line, so that a failure names the file and what it did. */
const importers = (of: RegExp, among = product): string[] =>
	among.flatMap((file) =>
		importsOf(file)
			.filter((one) => of.test(one.from))
			.map((one) => `${file} imports ${one.from}`)
	);

describe('who may import whom', () => {
	const mayImport: Record<string, string[]> = {
		gathering: ['gathering'],
		formats: ['formats', 'gathering'],
		stats: ['stats'],
		admission: ['admission'],
		helplines: ['helplines', 'world'],
		names: ['names'],
		world: ['world'],
		server: ['server', 'admission', 'formats', 'gathering', 'stats', 'helplines', 'names', 'world'],
		media: ['media', 'gathering'],
		ui: ['ui', 'admission', 'gathering', 'helplines', 'world']
	};

	test.each(Object.keys(mayImport))('src/lib/%s stays on its side', (part) => {
		const breaches = product
			.filter((file) => file.startsWith(`src/lib/${part}/`))
			.flatMap((file) =>
				importsOf(file)
					.filter((one) => one.file)
					.map((one) => ({ file, to: one.file! }))
			)
			.filter(({ to }) => !mayImport[part]!.some((friend) => to.startsWith(`src/lib/${friend}/`)))
			.map(({ file, to }) => `${file} imports ${to}`);
		expect(breaches).toEqual([]);
	});

	test('nothing in src/lib imports a route', () => {
		const breaches = product
			.filter((file) => file.startsWith('src/lib/'))
			.flatMap((file) =>
				importsOf(file)
					.filter((one) => one.file?.startsWith('src/routes/'))
					.map((one) => `${file} imports ${one.from}`)
			);
		expect(breaches).toEqual([]);
	});

	test('the core imports xstate and itself, nothing else', () => {
		const core = product.filter((file) => file.startsWith('src/lib/gathering/'));
		expect(core.length).toBeGreaterThan(0);
		const packages = core.flatMap((file) =>
			importsOf(file)
				.filter((one) => !one.file)
				.map((one) => one.from)
		);
		expect(packages.filter((name) => name !== 'xstate')).toEqual([]);
	});

	test('the server and the core run under plain Node: no alias of the application framework', () => {
		const plain = product.filter((file) => /^src\/lib\/(admission|gathering|formats|stats|helplines|names|server)\//.test(file));
		expect(importers(/^\$(lib|app|env)\b/, plain)).toEqual([]);
	});

	test('no import cycles', () => {
		expect(cycles(product).map((ring) => ring.join(' → '))).toEqual([]);
	});
});

describe('the shelves of the circle', () => {
	const circle = 'src/routes/gatherings/[id]/circle/';
	const placed = product
		.filter((file) => file.startsWith(circle))
		.map((file) => ({ file, shelf: /^(\w+)\//.exec(file.slice(circle.length))?.[1] ?? 'top' }));
	/** What the files of each shelf may build on. The top composes them all, and none of them knows of it. */
	const buildsOn: Record<string, string[]> = {
		state: ['say'],
		say: ['state'],
		ring: ['state', 'say'],
		panel: ['state', 'say'],
		foot: ['state', 'say', 'panel'],
		dialogs: ['state', 'say', 'panel', 'foot'],
		rooms: ['state', 'say', 'ring', 'panel', 'foot'],
		outside: ['state', 'say', 'foot']
	};

	test('eleven files lie at the top: the page, what composes it, and what frames it', () => {
		expect(placed.filter(({ shelf }) => shelf === 'top').length).toBeLessThanOrEqual(11);
		expect([...new Set(placed.map(({ shelf }) => shelf))].sort()).toEqual([...Object.keys(buildsOn), 'top'].sort());
	});

	test.each(Object.keys(buildsOn))('%s builds only on what it may', (shelf) => {
		const to = [shelf, ...buildsOn[shelf]!].map((one) => `${circle}${one}/`);
		const breaches = placed
			.filter((one) => one.shelf === shelf)
			.flatMap(({ file }) =>
				importsOf(file)
					.filter((one) => one.file?.startsWith(circle) && !to.some((start) => one.file!.startsWith(start)))
					.map((one) => `${file} imports ${one.from}`)
			);
		expect(breaches).toEqual([]);
	});

	test('what the page knows and what it says draw nothing', () => {
		const quiet = placed.filter(({ shelf }) => shelf === 'say' || shelf === 'state').map(({ file }) => file);
		expect(quiet.filter((file) => file.endsWith('.svelte'))).toEqual([]);
		expect(
			quiet.flatMap((file) =>
				importsOf(file)
					.filter((one) => one.file?.endsWith('.svelte'))
					.map((one) => `${file} imports ${one.from}`)
			)
		).toEqual([]);
	});

	test('what is drawn and comes later comes in one way, which tries again and tells when it is missed', () => {
		const later = placed
			.filter(({ file }) => file.endsWith('.svelte'))
			.flatMap(({ file }) =>
				code(file)
					.split(/\bimport\(/)
					.slice(0, -1)
					.map((before) => ({ file, before: before.slice(-40) }))
			);
		expect(later.length).toBeGreaterThan(5);
		expect(later.filter(({ before }) => !/= part\(\{\s*load: \(\) => $/.test(before))).toEqual([]);
	});

	test('what it says follows from what it is given: no clock, no browser', () => {
		const said = placed.filter(({ shelf }) => shelf === 'say').map(({ file }) => file);
		expect(
			said.filter((file) =>
				/\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bset(Timeout|Interval)\b|\b(document|navigator|\w+Storage)\.|\bfetch\(|\$app\b|\$state\b/.test(
					code(file)
				)
			)
		).toEqual([]);
	});
});

describe('one door to each library', () => {
	test('livekit-server-sdk only in src/lib/server/live/livekit.ts', () => {
		expect(importers(/^livekit-server-sdk/).filter((line) => !line.startsWith('src/lib/server/live/livekit.ts '))).toEqual([]);
	});

	test('livekit-client only in src/lib/media', () => {
		expect(importers(/^livekit-client/).filter((line) => !line.startsWith('src/lib/media/'))).toEqual([]);
	});

	test('drizzle-orm only under src/lib/server', () => {
		expect(importers(/^drizzle-orm/, written).filter((line) => !line.startsWith('src/lib/server/'))).toEqual([]);
	});

	test('process.env only in src/lib/server/env, where it is checked', () => {
		const users = product.filter((file) => /\bprocess\.env\b|\bprocess\[|\{[^}\n]*\benv\b[^}\n]*\} = process\b/.test(code(file)));
		expect(users).toEqual(['src/lib/server/env/index.ts']);
	});

	test('lucia only under src/lib/server/accounts, in one module', () => {
		const users = new Set(importers(/^(lucia|@lucia-auth\/)/).map((line) => line.split(' ')[0]));
		expect([...users].filter((file) => !file!.startsWith('src/lib/server/accounts/'))).toEqual([]);
		expect(users.size).toBeLessThanOrEqual(1);
	});
});

describe('a stored gathering is read whole', () => {
	/** Whoever speaks of the table and of the snapshot in it. */
	const readers = product.filter((file) => /\bmachines\b/.test(code(file)) && /\bsnapshot\b/.test(code(file)));

	test('by the room that writes it, and by the doctor, who looks whether it can be read', () => {
		const others = readers.filter((file) => !file.startsWith('src/lib/server/gatherings/'));
		expect(others).toEqual(['src/lib/server/db/schema-gatherings.ts', 'src/lib/server/doctor/work.ts']);
	});

	test('no SQL reads inside its snapshot: what others ask is a column, filled in gatherings/summary.ts', () => {
		const reach = /\bsnapshot\b["}\s):a-z]*(?:->|#>|@>|<@|@\?|@@)|\bjsonb_(?!set\b)\w+\([^)`]*\bsnapshot\b/g;
		const inside = (among: string[]) => among.flatMap((file) => [...code(file).matchAll(reach)].map(([found]) => `${file}: ${found}`));
		expect(inside(written.filter((file) => file !== 'tests/tidy.test.ts'))).toEqual([]);
		// Nor under another name, where it is read at all.
		expect(readers.filter((file) => /->|#>|@>|<@|@@|\bjsonb_(?:path|array|each|extract)/.test(code(file)))).toEqual([]);
	});
});

describe('the core is pure', () => {
	test.each([
		['the clock', /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b/],
		['chance', /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
		['timers', /\bset(Timeout|Interval|Immediate)\b/],
		['the surroundings', /\bprocess\.|\$app\b|\$env\b|\bfetch\(/]
	])('it does not use %s', (_, pattern) => {
		const core = product.filter((file) => /^src\/lib\/(admission|gathering|formats|stats)\//.test(file));
		expect(core.filter((file) => pattern.test(code(file)))).toEqual([]);
	});
});

describe('no test races a clock of the application', () => {
	test('a test starts the application in one place, which holds what it would begin by itself', () => {
		const starters = importers(
			/scripts\/lib\/app\.ts$/,
			all.filter((file) => /^tests\/.*\.ts$/.test(file))
		);
		expect(starters.map((line) => line.split(' ')[0])).toEqual(['tests/support/servers.ts']);
	});

	test('what comes round again has a name by which a test holds it, or keeps circles that are on and what this node remembers', () => {
		const named = [
			'lifecycle',
			'oncall/looking',
			'oncall/pager',
			'outbox/worker',
			'planning/rounds',
			'retention/forget',
			'seats/lines',
			'stats/hourly'
		];
		const ofThisNode = ['db/patience', 'doctor/turn', 'live/background', 'live/stream', 'settings/settings', 'simulated/native'];
		const rounds = product.filter(
			(file) =>
				file.startsWith('src/lib/server/') &&
				/\bsetInterval\(|(?<!\.)\bevery\((?!ms)|(?<!function )\b(everyOrSooner|openQueue)\((?!\.{3})/.test(code(file))
		);
		expect(rounds.map((file) => file.slice('src/lib/server/'.length, -'.ts'.length)).sort()).toEqual([...named, ...ofThisNode].sort());
	});
});

describe('a form is done once', () => {
	const drawn = product.filter((file) => file.endsWith('.svelte') && file !== 'src/lib/ui/Form.svelte');

	test('every form that changes something is a Form, or begins with the one-time word', () => {
		// What a script alone sends has no method; what it sends is kept whole, however often it comes.
		const forms = drawn.flatMap((file) =>
			[...code(file).matchAll(/<form\b[^>]*\bmethod=[^]*?<\/form>/g)].map(([form]) => ({ file, form }))
		);
		expect(forms.length).toBeGreaterThan(40);
		const without = forms.filter(({ form }) => !/^<form method="GET"/.test(form) && !/^<form method="POST"[^\n]*>\s*<Once \/>/.test(form));
		expect(without.map(({ file, form }) => `${file}: ${form.split('\n')[0]}`)).toEqual([]);
		expect(read('src/lib/ui/Form.svelte')).toMatch(/<Once\b/);
	});

	test('nothing is sent by a form but through Form, which waits for the answer', () => {
		expect(importers(/^\$app\/forms$/, drawn)).toEqual([]);
	});
});

describe('one set of measures', () => {
	const room = read('src/app.css');
	const styles = product
		.filter((file) => file.endsWith('.svelte'))
		.map((file) => ({ file, css: (/<style>([^]*)<\/style>/.exec(read(file))?.[1] ?? '').replaceAll(/\/\*[^]*?\*\//g, '') }))
		.concat({ file: 'src/app.css', css: room.replaceAll(/\/\*[^]*?\*\//g, '') });
	const breaches = (of: (css: string) => string[]) => styles.flatMap(({ file, css }) => of(css).map((what) => `${file}: ${what}`));

	test('a media query asks for a width or height that src/app.css lists', () => {
		const listed = new Set(
			[...(/Where screens are laid out anew[^]*?\*\//.exec(room)?.[0] ?? '').matchAll(/\d+(?:px|rem)/g)].map(([size]) => size)
		);
		expect(listed.size).toBeGreaterThan(5);
		const asked = breaches((css) =>
			[...css.matchAll(/\((?:min|max)-(?:width|height): ([^)]+)\)|\(\s*(?:width|height)\s*[<>=][^)]*\)/g)].map(
				([query, size]) => size ?? query
			)
		);
		expect(asked.length).toBeGreaterThan(20);
		expect(asked.filter((one) => !listed.has(one.split(': ')[1]!))).toEqual([]);
	});

	test('a space that has a name is called by it', () => {
		const named = new Set([...room.matchAll(/--s\d: ([\d.]+rem)/g)].map(([, size]) => size!));
		expect(named.size).toBe(8);
		const raw = breaches((css) =>
			[
				...css.matchAll(
					/(?:^|[;{\s])((?:(?:row|column)-)?gap|(?:scroll-)?(?:padding|margin)[\w-]*|inset[\w-]*|top|right|bottom|left):\s*([^;{}]+)/g
				)
			]
				.filter(([, , value]) => [...value!.matchAll(/(?<![\w.])(\d*\.?\d+rem)/g)].some(([, size]) => named.has(size!)))
				.map(([, property, value]) => `${property}: ${value}`)
		);
		expect(raw).toEqual([]);
	});

	test('what the room names is set in src/app.css and nowhere else', () => {
		const names = new Set([...room.matchAll(/^\t(--[\w-]+):/gm)].map(([, name]) => name!));
		expect(names.size).toBeGreaterThan(30);
		const again = breaches((css) => [...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name!).filter((name) => names.has(name)));
		expect(again.filter((one) => !one.startsWith('src/app.css: '))).toEqual([]);
	});
});

describe('a page’s server is thin', () => {
	const servers = product.filter((file) => /\/\+(page|layout)\.server\.ts$/.test(file));

	test(`a guard, one call, an answer: at most ${longestPageServer} lines, and the rest lies in a room or beside it`, () => {
		expect(servers.length).toBeGreaterThan(40);
		const long = servers
			.map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
			.filter(({ lines }) => lines > longestPageServer);
		expect(long).toEqual([]);
	});

	test('what lies beside a page’s server is that page’s alone', () => {
		const beside = product.filter((file) => /^src\/routes\/.*\/[\w-]+\.server\.ts$/.test(file));
		expect(beside.length).toBeGreaterThan(5);
		const folder = (file: string) => file.slice(0, file.lastIndexOf('/'));
		const borrowed = product.flatMap((file) =>
			importsOf(file)
				.filter((one) => one.file && beside.includes(one.file) && folder(one.file) !== folder(file))
				.map((one) => `${file} imports ${one.from}`)
		);
		expect(borrowed).toEqual([]);
	});
});

describe('what is committed', () => {
	const text = all.filter((file) => !/\.(png|jpe?g|webp|woff2?|ico|gz|br|wav|opus|mp4)$/.test(file));

	test('names no path of somebody’s machine', () => {
		expect(text.filter((file) => /(?<![\w.~}])\/(work|root|home)\/\w/.test(read(file)))).toEqual([]);
	});

	test('holds no module of src/lib that nothing uses: neither imported, nor started by its path', () => {
		const imported = new Set(written.flatMap((file) => importsOf(file).map((one) => one.file)));
		const text = written.map(code).join('\n');
		const idle = product.filter((file) => file.startsWith('src/lib/') && !imported.has(file));
		expect(idle.filter((file) => !text.includes(`'${file}'`))).toEqual([]);
	});

	test('names no package registry', () => {
		const registry = /\/\/(?:registry|npm|proxy)\.[\w.-]+|"resolved"\s*:/;
		expect(text.filter((file) => registry.test(read(file)))).toEqual([]);
	});

	test('pins every package exactly', () => {
		const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
		const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];
		const loose = groups
			.flatMap((group) => Object.entries(manifest[group] ?? {}))
			.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
		expect(loose).toEqual([]);
	});

	test('has no test that is switched off', () => {
		expect(tests.length).toBeGreaterThan(0);
		const off = /\b(?:test|it|describe)(?:\.\w+)*\.(?:only|skip|todo|fixme)\b/;
		expect(tests.filter((file) => off.test(code(file)))).toEqual([]);
	});

	test(`has no file of more than ${longestFile} lines`, () => {
		const long = written.map((file) => ({ file, lines: read(file).split('\n').length })).filter(({ lines }) => lines > longestFile);
		expect(long).toEqual([]);
	});
});
