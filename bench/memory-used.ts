import { setImmediate } from 'node:timers/promises';

/** Memory of a process in bytes. */
export interface MemoryUsed {
  readonly heap: number;
  readonly rss: number;
}

/** What this process holds after garbage is collected; needs `--expose-gc`. */
export const memoryUsed = async (): Promise<MemoryUsed> => {
  if (globalThis.gc === undefined) throw new Error('start this program with --expose-gc');
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc();
    await setImmediate();
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
};
