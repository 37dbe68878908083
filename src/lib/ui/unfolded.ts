// What a `<details>` is told: to stand open, or nothing. Said as `open={false}` it would close, when the script comes, under whoever
// was quicker than the script.

/** @param when something in it has to be seen now */
export const unfolded = (when: boolean): { open?: true } => (when ? { open: true } : {});
