import { readFileSync, readdirSync } from 'node:fs';

/** CPU time in nanoseconds that threads have used so far, by their ids. */
export type ThreadsCpu = ReadonlyMap<string, number>;

const readOr = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    // The thread or the process has ended since it was listed.
    return otherwise;
  }
};

const wordsOf = (path: string): readonly string[] =>
  readOr(() => readFileSync(path, 'utf8'), '')
    .split(' ')
    .filter((word) => word !== '');

/** CPU of these processes and of all that they started. Linux only. */
export const cpuOf = (pids: readonly number[]): ThreadsCpu => {
  const used = new Map<string, number>();
  const left = pids.map(String);
  for (let pid = left.pop(); pid !== undefined; pid = left.pop()) {
    const tasks = `/proc/${pid}/task`;
    for (const id of readOr(() => readdirSync(tasks), [])) {
      const [nanoseconds] = wordsOf(`${tasks}/${id}/schedstat`);
      if (nanoseconds !== undefined) used.set(id, Number(nanoseconds));
      left.push(...wordsOf(`${tasks}/${id}/children`));
    }
  }
  return used;
};

/** Microseconds of CPU between two readings. What a thread used that ended before the second is not known. */
export const cpuMicrosBetween = (before: ThreadsCpu, after: ThreadsCpu): number => {
  let nanoseconds = 0;
  for (const [id, used] of after) nanoseconds += used - (before.get(id) ?? 0);
  return nanoseconds / 1_000;
};
