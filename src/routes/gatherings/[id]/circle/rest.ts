// What the ring does not need at first, in one piece: fetched a moment later, or when it is needed.

export { default as Banners } from './Banners.svelte';
export { default as Dialogs } from './Dialogs.svelte';
export { default as Outside } from './Outside.svelte';
export { default as Panel } from './panel/Panel.svelte';
export { default as SignalCard } from './SignalCard.svelte';
export { default as Writing } from './Writing.svelte';
export { whereWeAre } from './where';
export { play } from '$lib/media/sounds';
