import { Worker } from 'node:worker_threads';
import type { Sign } from '../record.ts';
import type { SigningKey } from './signing-key.ts';
import type { SigningBatch } from './signing-worker.ts';

interface Request {
  readonly digest: string;
  readonly done: (signature: string) => void;
}

/**
 * Signs in a thread of its own, so that the event loop does not wait for it. What is asked for while a batch is under
 * way goes with the next: a job in the shared pool of threads would cost the loop about as much as the signature.
 */
export const createSigner = ({ privateKey }: SigningKey): Sign => {
  let thread: Worker | undefined;
  let waiting: Request[] = [];
  let underWay: readonly Request[] = [];

  const submit = (): void => {
    underWay = waiting;
    waiting = [];
    const batch: SigningBatch = underWay.map(({ digest }) => digest);
    // A match waits for its signature, so the process must live until it comes.
    thread ??= start();
    thread.ref();
    thread.postMessage(batch);
  };
  const start = (): Worker => {
    const worker = new Worker(new URL('./signing-worker.ts', import.meta.url), {
      workerData: privateKey,
      name: 'signing',
    });
    worker.on('message', (signatures: readonly string[]) => {
      const signed = underWay;
      underWay = [];
      for (const [at, { done }] of signed.entries()) done(signatures[at]!);
      if (underWay.length > 0) return;
      if (waiting.length > 0) submit();
      else worker.unref();
    });
    worker.on('error', (cause) => {
      throw new Error('signing with the arena key failed', { cause });
    });
    return worker;
  };
  return (digest, done) => {
    waiting.push({ digest, done });
    // At the end of this turn of the loop: the matches that end together are signed together.
    if (waiting.length === 1 && underWay.length === 0) setImmediate(() => underWay.length === 0 && submit());
  };
};
