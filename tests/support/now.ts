// The ids that a command names, as a page would have read them a moment ago: of the pause and of the phase that are on.
import type { Command, ResumeMode } from '../../src/lib/gathering/types.ts';
import { look } from '../../src/lib/server/gatherings/gatherings.ts';

async function contextOf(gathering: string) {
	const found = await look(gathering);
	if (!found) throw new Error('there is no such gathering');
	return found.state.context;
}

export const pauseIdNow = async (gathering: string): Promise<string> => (await contextOf(gathering)).pauseId ?? '';
export async function phaseIdNow(gathering: string): Promise<string> {
	const c = await contextOf(gathering);
	return c.format.phases[c.phaseIndex]?.id ?? '';
}
export const resumeNow = async (gathering: string, mode: ResumeMode = 'exact'): Promise<Command> => ({
	type: 'RESUME',
	pauseId: await pauseIdNow(gathering),
	mode
});
export const closeNow = async (gathering: string): Promise<Command> => ({ type: 'CLOSE_WELL', phaseId: await phaseIdNow(gathering) });
