// The ways to a video server: their order, what a Go that is too old is told, and what is said where there is none.
import { expect, test } from 'vitest';
import { notWithGo } from './go.mjs';
import { noLivekit, ways } from './ways.mjs';

test('what takes seconds is tried before what takes minutes', () => {
	expect(ways).toEqual(['download', 'go', 'docker']);
});

test.each([
	['go1.26.8', 'local', null],
	['go1.27', 'auto', null],
	['go1.25.3', 'auto', null],
	['go1.24.4', 'go1.24.4+auto', null],
	['go1.25.3', 'local', /asks for 1\.26.*GOTOOLCHAIN=local.*go env -w GOTOOLCHAIN=auto/],
	['go1.19.8', '', /install Go 1\.26 or newer$/]
])('%s with GOTOOLCHAIN=%s', (version, toolchain, told) => {
	const said = notWithGo(version, toolchain);
	if (told === null) expect(said).toBeNull();
	else expect(said).toMatch(told);
});

test('where there is none, every way is named with why it was not possible, and Homebrew where there is Homebrew', () => {
	const why = { download: 'the network is down', go: 'there is no "go" on the PATH', docker: 'it does not answer' };
	for (const reason of Object.values(why)) expect(noLivekit(why, 'linux')).toContain(reason);
	expect(noLivekit(why, 'linux')).not.toContain('brew');
	expect(noLivekit(why, 'darwin')).toContain('brew install livekit');
	expect(noLivekit(why, 'darwin')).not.toContain('Docker');
});
