import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** CPU time of this process so far in microseconds, all its threads together. */
export const cpuUsed = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** The threads of a measured server: its loop, the store, the signatures, and Node's own for garbage and compiling. */
export const threadKinds = ['loop', 'store', 'signing', 'node'] as const;
export type CpuByThread = { readonly [Kind in (typeof threadKinds)[number]]: number };

/** Names that the system has for the threads of this process. */
const kindOfName: { readonly [name: string]: keyof CpuByThread } = {
  MainThread: 'loop',
  store: 'store',
  'store-reader': 'store',
  signing: 'signing',
};

const tasks = '/proc/self/task';
const readTask = (id: string, file: string): string => readFileSync(`${tasks}/${id}/${file}`, 'utf8');

/** CPU time of the threads so far in microseconds; undefined where the system does not tell. Threads that ended are left out. */
export const cpuByThread = (): CpuByThread | undefined => {
  if (!existsSync(`${tasks}/${process.pid}/schedstat`)) return undefined;
  const used = { loop: 0, store: 0, signing: 0, node: 0 };
  for (const id of readdirSync(tasks)) {
    const [nanoseconds] = readTask(id, 'schedstat').split(' ');
    used[kindOfName[readTask(id, 'comm').trim()] ?? 'node'] += Number(nanoseconds) / 1000;
  }
  return used;
};

/** The middle of the values; of an even number, the upper of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
