// What only those who hold the circle need, in one piece, fetched for them at once.

export { default as CallBar } from './foot/CallBar.svelte';
export { default as EndDialog } from './dialogs/EndDialog.svelte';
export { default as Panel } from './panel/Panel.svelte';
