// For `node --import`: whatever this process loads of the database driver is mended. The same lines as in the built application.
import { registerHooks } from 'node:module';
import { mended } from './mend-postgres.ts';

registerHooks({
	load(url, context, next) {
		const loaded = next(url, context);
		const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from((loaded.source ?? []) as Uint8Array).toString();
		return url.includes('/postgres/src/') ? { ...loaded, source: mended(url, source) } : loaded;
	}
});
