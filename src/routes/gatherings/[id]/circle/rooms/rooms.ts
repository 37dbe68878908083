// The rooms beside the circle's, in one piece: fetched as soon as somebody may go to one.

export { default as Between } from './Between.svelte';
export { default as CareRoom } from './CareRoom.svelte';
export { default as PairRoom } from './PairRoom.svelte';
