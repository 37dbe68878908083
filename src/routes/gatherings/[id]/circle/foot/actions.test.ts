// The buttons: none that would be refused, one main one.
import { expect, it } from 'vitest';
import { stories, viewOf } from '../../../../../../tests/stories/views';
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

it.each(Object.keys(stories) as (keyof typeof stories)[])(
	'%s: nothing is shown that the view does not allow, and one main action at most',
	(name) => {
		const view = viewOf(name, 7);
		const actions = actionsFor(view, false);
		expect(actions.filter(({ kind }) => kind === 'main').length).toBeLessThanOrEqual(1);
		expect(actionsFor({ ...view, may: [] }, false)).toEqual([]);
	}
);

it('[K5] peers go on together when the rules let them, and whoever has a panel does it there', () => {
	expect(ids('peersGoOn')).toEqual(['resume-exact', 'resume-toClosing']);
	expect(ids('restsLong')).toEqual(['resume-exact', 'resume-toClosing']);
	expect(ids('rests')).toEqual([]);
	expect(ids('steers')).toEqual([]);
	const closing = viewOf('peersGoOn', 7);
	closing.phases = closing.phases.map((phase) => ({ ...phase, state: 'done' }));
	expect(actionsFor(closing, false).map(({ id }) => id)).toEqual(['resume-exact']);
});

it('[B2] the guardian rings at once for safety where the bell would wait', () => {
	const view = viewOf('held', 7);
	view.may.push('BELL');
	expect(
		actionsFor(view, false)
			.filter(({ id }) => id.startsWith('bell'))
			.map(({ does }) => does)
	).toMatchObject([{ safety: false }, { safety: true }]);
	view.bellAsked = 3;
	expect(actionsFor(view, false).map(({ id }) => id)).toContain('bell-safety');
	expect(actionsFor(view, false).map(({ id }) => id)).not.toContain('bell');
	view.bellAsked = null;
	view.piece.state = 'resting';
	expect(actionsFor(view, false).map(({ id }) => id)).not.toContain('bell-safety');
});

it('[K5] whoever led is lost: who may hold the circle is asked to lead on, before all else', () => {
	const view = viewOf('leadLost', 7);
	const presses = () => actionsFor(view, false).map(({ label, kind }) => [label, kind]);
	expect(presses(), 'the caller waits: being with them leads on, too').toEqual([
		['Lead this pause', 'plain'],
		['Hold the circle', 'plain']
	]);
	view.facilitation!.signals = [];
	expect(presses()).toEqual([
		['Lead this pause', 'main'],
		['Hold the circle', 'plain']
	]);
});

it('whom a pause is for is not asked to help in it', () => {
	const view = viewOf('forYou', 7);
	view.facilitation = viewOf('facilitator', 7).facilitation;
	view.may.push('ASK_TO_JOIN');
	expect(actionsFor(view, false).map(({ id }) => id)).not.toContain('ask-to-join');
	view.hold!.youAreInCare = false;
	expect(actionsFor(view, false).map(({ id }) => id)).toContain('ask-to-join');
});

it('[K11] whoever has the word in a pause says when they are done', () => {
	expect(ids('roundMine')).toEqual(['word-done']);
	expect(ids('roundOther')).toEqual([]);
});

it('[D9] the helper in a pair may be alone with who called', () => {
	expect(actionsFor(viewOf('mayBeApart', 7), false).map(({ label, kind }) => [label, kind])).toEqual([
		['Be alone with Ana', 'main'],
		['Leave them to it', 'plain']
	]);
	expect(actionsFor(viewOf('apart', 7), false).map(({ label }) => label)).toEqual(['Let the pair go on']);
});

it('“Not yet” is offered no longer than it works', () => {
	const view = viewOf('mine', 7);
	view.piece = { ...view.piece, state: 'settling', notYetUntil: view.now + 5000 };
	view.may.push('NOT_YET');
	expect(actionsFor(view, false, view.now).map(({ id }) => id)).toEqual(['not-yet']);
	expect(actionsFor(view, false, view.now + 5000)).toEqual([]);
});
