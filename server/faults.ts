/** Where contained throws go. They are counted and told, and end neither the process nor another match. */
export interface Faults {
  report(where: string, error: unknown): void;
  count(): number;
  /** Runs `work`; a throw is reported and answered by `otherwise`. */
  contain(where: string, work: () => void, otherwise?: () => void): void;
}

/** Faults that are printed by `print`, by default to the standard error stream. */
export const createFaults = (
  print: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Faults => {
  let count = 0;
  const report = (where: string, error: unknown): void => {
    count += 1;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    print(`fault in ${where}: ${text}`);
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
