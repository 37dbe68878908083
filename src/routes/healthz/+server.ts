// Says that the process lives. Asks nobody: whether it can serve a gathering is /readyz's question.
import { text } from '@sveltejs/kit';

export const prerender = false;

export const GET = () => text('ok\n', { headers: { 'cache-control': 'no-store' } });
