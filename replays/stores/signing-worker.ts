import { sign, type KeyObject } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

/** Digests to sign, 64 hexadecimal digits each; the answer holds their signatures in the same order. */
export type SigningBatch = readonly string[];

const privateKey = workerData as KeyObject;
const port = parentPort;
if (port === null) throw new Error('this file is the program of a worker thread');

port.on('message', (digests: SigningBatch) => {
  port.postMessage(
    digests.map((digest) => sign(null, Buffer.from(digest, 'hex'), privateKey).toString('base64url')),
  );
});
