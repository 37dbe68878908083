// The other end of checking.ts: a thread of its own, which answers one written format after the other. Holds no connection.

import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import { throughTheGate } from '../../formats/gate.ts';

// Circles come first: on a full machine this waits.
os.setPriority(0, os.constants.priority.PRIORITY_BELOW_NORMAL);
parentPort!.on('message', (written: unknown) => parentPort!.postMessage(throughTheGate(written)));
