// Somebody's own data, as their file says it.
import { exportOf, type Export } from '../../src/lib/server/rights/export.ts';

export const exported = async (accountId: string): Promise<Export> =>
	JSON.parse((await Array.fromAsync(exportOf(accountId))).join('')) as Export;
