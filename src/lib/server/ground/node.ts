// This process, among the nodes that share a database.

/** Random for each start: a restarted process is another node. */
export const node: string = crypto.randomUUID();
