// The least that could be started: PostgreSQL, LiveKit and a bare server, launched in this order and awaited together, as
// `npm start` does. `node scripts/bench/cold-floor.ts DATA_DIR PORT` answers on the port once all of it runs; SIGTERM ends it.
import http from 'node:http';
import { launchLivekit } from '../lib/livekit.ts';
import { launchPostgres } from '../lib/postgres.ts';

const [dir = '', port = ''] = process.argv.slice(2);
const postgres = await launchPostgres({ dir });
const livekit = await launchLivekit({ dir });
await Promise.all([postgres.ready(), livekit.ready()]);
const server = http.createServer((_, answer) => answer.end('ok')).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => {
	server.close();
	void livekit
		.stop()
		.then(postgres.stop)
		.then(() => process.exit(0));
});
