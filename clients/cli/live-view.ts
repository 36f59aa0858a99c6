/** A block of lines at the end of a terminal, drawn again in place. */
export interface LiveView {
  /** Draws what `text` gives, but not more often than people can read. */
  show(text: () => string): void;
  /** Writes a line above the block. */
  say(line: string): void;
  /** Leaves the last block standing. */
  stop(): void;
}

/** Between two drawings. */
const drawMs = 500;

const up = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}A`);
const eraseBelow = '\u001b[J';

/** Lines longer than the terminal is wide would wrap, and the next drawing would miss its place. */
const fit = (text: string, columns: number): readonly string[] =>
  text.split('\n').map((line) => line.slice(0, columns));

/** A view on a terminal; `nowMs` is any monotonic clock. */
export const createLiveView = (
  stream: Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'>,
  nowMs: () => number = () => performance.now(),
): LiveView => {
  let drawn = 0;
  let lastMs = -Infinity;
  let pending: (() => string) | undefined;
  const draw = (text: () => string): void => {
    pending = undefined;
    lastMs = nowMs();
    const lines = fit(text(), stream.columns).slice(0, stream.rows - 1);
    stream.write(`${up(drawn)}\r${eraseBelow}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  return {
    show: (text) => {
      if (nowMs() - lastMs >= drawMs) draw(text);
      else pending = text;
    },
    say: (line) => {
      stream.write(`${up(drawn)}\r${eraseBelow}${line}\n`);
      drawn = 0;
      lastMs = -Infinity;
    },
    stop: () => {
      if (pending !== undefined) draw(pending);
    },
  };
};
