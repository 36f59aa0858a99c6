import { setImmediate } from 'node:timers/promises';

/** Memory of a process in bytes. */
export interface MemoryUsed {
  readonly heap: number;
  readonly rss: number;
}

const collect = (type: 'major' | 'minor'): void => {
  if (globalThis.gc === undefined) throw new Error('start this program with --expose-gc');
  globalThis.gc({ type });
};

/** Two collections take whatever lives out of the young generation, so that what comes next does not pay for it. Needs `--expose-gc`. */
export const ageObjects = (): void => {
  for (let pass = 0; pass < 2; pass++) collect('minor');
};

/** What this process holds after garbage is collected; needs `--expose-gc`. */
export const memoryUsed = async (): Promise<MemoryUsed> => {
  for (let pass = 0; pass < 3; pass++) {
    collect('major');
    await setImmediate();
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
};
