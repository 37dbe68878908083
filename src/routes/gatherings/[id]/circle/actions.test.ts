// The buttons: none that would be refused, one main one.
import { expect, it } from 'vitest';
import { stories, viewOf } from '../../../../../tests/stories/views';
import { actionsFor } from './actions';

const ids = (name: keyof typeof stories, writes = false) => actionsFor(viewOf(name, 7), writes).map(({ id }) => id);

it('the piece is offered: receive, pass, later, a moment, only listening', () => {
	expect(ids('offered')).toEqual(['receive', 'pass', 'later', 'moment', 'listening']);
});

it('in the own turn: finish, silence, how to listen, write', () => {
	expect(ids('mine')).toEqual(['finish', 'silence', 'wish', 'write']);
});

it('somebody without a microphone accepts in writing, and is not asked to speak instead', () => {
	const view = viewOf('offered', 7);
	expect(actionsFor(view, true)[0]?.does).toEqual({ type: 'ACCEPT', turnId: 't1', typing: true });
	expect(ids('ending', true)).not.toContain('voice');
	expect(ids('ending', false)).toContain('voice');
});

it.each(Object.keys(stories) as (keyof typeof stories)[])('%s: nothing is shown that the view does not allow, and one main action at most', (name) => {
	const view = viewOf(name, 7);
	const actions = actionsFor(view, false);
	expect(actions.filter(({ kind }) => kind === 'main').length).toBeLessThanOrEqual(1);
	expect(actionsFor({ ...view, may: [] }, false)).toEqual([]);
});
