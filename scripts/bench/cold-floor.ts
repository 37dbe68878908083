// The least that could be started: PostgreSQL, LiveKit and a bare server, one after the other, as `npm start` does.
// `node scripts/bench/cold-floor.ts DATA_DIR PORT` answers on the port once all of it runs; SIGTERM ends it.
import http from 'node:http';
import { startLivekit } from '../lib/livekit.ts';
import { startPostgres } from '../lib/postgres.ts';

const [dir = '', port = ''] = process.argv.slice(2);
const postgres = await startPostgres({ dir });
const livekit = await startLivekit({ dir });
const server = http.createServer((_, answer) => answer.end('ok')).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => {
	server.close();
	void livekit.stop().then(postgres.stop).then(() => process.exit(0));
});
