// All numbers as Prometheus reads them, for whoever has the token.

import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics } from 'prom-client';
import { env } from '../env/index.ts';
import { registry } from '../metrics/index.ts';
import { lookUp } from './looked-up.ts';

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether whoever asks may read: `off` where no token is set. Takes as long for a wrong word as for a right one. */
export function mayRead(authorization: string | null): 'yes' | 'no' | 'off' {
	const token = env.METRICS_TOKEN;
	if (!token) return 'off';
	return timingSafeEqual(hash(`Bearer ${token}`), hash(authorization ?? '')) ? 'yes' : 'no';
}

let ofProcess = false;

/** Of the process itself from the first time on: a place that is not watched pays nothing for it. */
export async function numbers(): Promise<{ type: string; text: string }> {
	if (!ofProcess) collectDefaultMetrics({ register: registry });
	ofProcess = true;
	await lookUp();
	return { type: registry.contentType, text: await registry.metrics() };
}
