import type { Log, LogFields } from './log/log.ts';

/** Where contained throws go. They are counted and told, and end neither the process nor another match. */
export interface Faults {
  /** `about` names the match, seat or agent that the fault is about. */
  report(where: string, error: unknown, about?: LogFields): void;
  count(): number;
  /** Runs `work`; a throw is reported and answered by `otherwise`. */
  contain(where: string, work: () => void, otherwise?: () => void): void;
}

/** Faults that a log tells of. */
export const createFaults = (log: Pick<Log, 'error'>): Faults => {
  let count = 0;
  const report: Faults['report'] = (where, error, about) => {
    count += 1;
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    log.error({ ...about, code, ...(error !== undefined && { err: error }) }, `fault in ${where}`);
  };
  return {
    report,
    count: () => count,
    contain: (where, work, otherwise) => {
      try {
        work();
      } catch (error) {
        report(where, error);
        otherwise?.();
      }
    },
  };
};
