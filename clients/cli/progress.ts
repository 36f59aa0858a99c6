import { Presets, SingleBar } from 'cli-progress';

/** How far a long command is, told on standard error. */
export interface Progress {
  advance(by: number): void;
  stop(): void;
}

/** Where nobody watches a bar move, a line comes each time so many percent more are done. */
const percentALine = 10;
/** And where no end is known, each time so many more are done. */
const unitsALine = 100;

const createOpenLines = (unit: string): Progress => {
  let done = 0;
  return {
    advance: (by) => {
      done += by;
      if (Math.floor(done / unitsALine) > Math.floor((done - by) / unitsALine))
        process.stderr.write(`${done} ${unit}\n`);
    },
    stop: () => {},
  };
};

const createLines = (total: number, unit: string): Progress => {
  if (total === Infinity) return createOpenLines(unit);
  let done = 0;
  let told = 0;
  return {
    advance: (by) => {
      done += by;
      const percent = Math.floor((100 * done) / total);
      if (percent < told + percentALine && done < total) return;
      told = percent - (percent % percentALine);
      process.stderr.write(`${done} of ${total} ${unit}\n`);
    },
    stop: () => {},
  };
};

/** A bar on a terminal, plain lines elsewhere; of an infinite total only what is done is told. */
export const createProgress = (total: number, unit: string): Progress => {
  if (!process.stderr.isTTY) return createLines(total, unit);
  const format =
    total === Infinity ? `{value} ${unit}` : `{bar} {value}/{total} ${unit}, {eta_formatted} left`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  bar.start(total, 0);
  return { advance: (by) => bar.increment(by), stop: () => bar.stop() };
};
