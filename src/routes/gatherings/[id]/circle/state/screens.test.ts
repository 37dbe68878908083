// Removed, left, elsewhere and ended are different screens.
import { expect, it } from 'vitest';
import type { View } from '$lib/gathering/viewed';
import { viewOf } from '../../../../../../tests/stories/views';
import { screenOf } from './screens';

const screen = (change: (view: View) => void, refused: Parameters<typeof screenOf>[1] = null) => {
	const view = viewOf('held', 7);
	change(view);
	return screenOf(view, refused, 'd', false);
};

it('an admitted seat on this device is in the circle, on another one elsewhere', () => {
	expect(screen(() => {})).toBe('circle');
	expect(screen((view) => (view.you.device = 'another'))).toBe('elsewhere');
	expect(screen(() => {}, 'second-device')).toBe('elsewhere');
});

it('leaving, being removed, not let in and the end are told apart', () => {
	expect(screen((view) => (view.you.standing = 'left'))).toBe('left');
	expect(screen((view) => (view.you.standing = 'removed'))).toBe('removed');
	expect(screen((view) => (view.you.standing = 'denied'))).toBe('denied');
	expect(screen((view) => (view.you.standing = 'waiting'))).toBe('waiting');
	expect(screen((view) => (view.lifecycle = 'ended'))).toBe('ended');
	expect(screen((view) => (view.lifecycle = 'cancelled'))).toBe('cancelled');
});

it('removal stays removal when the gathering ends', () => {
	expect(
		screen((view) => {
			view.you.standing = 'removed';
			view.lifecycle = 'ended';
		})
	).toBe('removed');
});
