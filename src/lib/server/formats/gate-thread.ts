// The other end of checking.ts: a thread of its own, which answers one written format after the other. Holds no connection.

import { parentPort } from 'node:worker_threads';
import { throughTheGate } from '../../formats/gate.ts';

parentPort!.on('message', (written: unknown) => parentPort!.postMessage(throughTheGate(written)));
