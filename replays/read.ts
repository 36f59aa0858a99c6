import { replayLimits } from './limits.ts';

type ReadProblemCode =
  | 'torn-line'
  | 'line-too-long'
  | 'log-too-long'
  | 'not-utf8'
  | 'bad-gzip'
  | 'unreadable';

/** Why a file could not be read whole. `line` counts from 1 within the file. */
export interface ReadProblem {
  readonly code: ReadProblemCode;
  readonly file: string;
  readonly line: number;
  readonly why: string;
}

/** The lines of one log out of a file that may hold many. */
export interface LogText {
  readonly file: string;
  /** Where the log begins in its file, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
  /** What cut the log off after these lines. */
  readonly problem?: ReadProblem;
}

/** Cuts text that arrives in pieces into logs, holding no more than one log at a time. */
export interface LogSplitter {
  /** Logs that are complete with this piece. After a line or a log over its limit nothing more comes. */
  readonly push: (piece: string) => LogText[];
  /**
   * Takes a whole line that is not UTF-8, in the characters that could be made out. Its log breaks off there with a
   * problem, and the logs before and after it are whole. The line before has come to its newline.
   */
  readonly pushBroken: (line: string) => LogText[];
  /** The last log, with `problem` where the source failed. */
  readonly end: (problem?: Pick<ReadProblem, 'code' | 'why'>) => LogText[];
}

const isHeader = (line: string): boolean => line.startsWith('{"type":"header"');
/** Whether a line is the end of its log, which notes alone may follow. */
export const isEnd = (line: string): boolean => line.startsWith('{"type":"end"');
const isNote = (line: string): boolean => line.startsWith('{"type":"note"');

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

interface Gathering {
  /** Takes the line that stands at `at`, from 1; hands over the log before where this begins another. */
  readonly push: (line: string, at: number) => LogText | undefined;
  /** Breaks the log of a line off there: hands over what is gathered, and passes over what follows of that log. */
  readonly breakOff: (line: string, problem: ReadProblem) => LogText[];
  /** Hands over what is gathered. */
  readonly flush: () => LogText | undefined;
  readonly units: () => number;
}

/** Gathers lines into logs: a header begins one, and so does whatever is no note after an end. */
const createGathering = (file: string): Gathering => {
  let lines: string[] = [];
  let units = 0;
  let start = 1;
  let blanks = 0;
  let ended = false;
  let isBroken = false;
  const flush = (): LogText | undefined => {
    const log = lines.length === 0 ? undefined : { file, line: start, lines };
    lines = [];
    units = 0;
    blanks = 0;
    ended = false;
    isBroken = false;
    return log;
  };
  const add = (line: string, at: number): void => {
    ended ||= isEnd(line);
    if (isBroken) return;
    if (lines.length === 0) start = at;
    lines.push(line);
    units += line.length;
  };
  const flushBefore = (line: string): LogText | undefined =>
    isHeader(line) || (ended && !isNote(line)) ? flush() : undefined;
  return {
    push: (line, at) => {
      // Blank lines are nothing between logs, but a fault within one.
      if (line === '') {
        blanks += 1;
        return undefined;
      }
      const done = flushBefore(line);
      if (lines.length > 0) for (; blanks > 0; blanks--) add('', at);
      blanks = 0;
      add(line, at);
      return done;
    },
    breakOff: (line, problem) => {
      const done = flushBefore(line);
      const logs = done === undefined ? [] : [done];
      if (!isBroken) {
        const hasEnd = ended;
        logs.push({ ...(flush() ?? { file, line: problem.line, lines: [] }), problem });
        ended = hasEnd;
        isBroken = true;
      }
      ended ||= isEnd(line);
      return logs;
    },
    flush,
    units: () => units,
  };
};

/** Text that has no newline yet. */
const createRest = () => {
  let pieces: string[] = [];
  let units = 0;
  return {
    units: () => units,
    add: (piece: string): void => {
      pieces.push(piece);
      units += piece.length;
    },
    take: (): string => {
      const text = pieces.join('');
      pieces = [];
      units = 0;
      return text;
    },
  };
};

const problemAt = (file: string, line: number, code: ReadProblemCode, why: string): ReadProblem => ({
  code,
  file,
  line,
  why,
});

/** A line without the marks that editors and version control leave: a byte order mark, a carriage return. */
const cleanLine = (raw: string, line: number): string =>
  raw.slice(line === 1 && raw.startsWith('\uFEFF') ? 1 : 0, raw.endsWith('\r') ? -1 : undefined);

const checkLimits = (
  file: string,
  line: number,
  lineUnits: number,
  logUnits: number,
): ReadProblem | undefined => {
  const { lineUnitsMax, logUnitsMax } = replayLimits;
  if (lineUnits > lineUnitsMax)
    return problemAt(file, line, 'line-too-long', `The line has over ${lineUnitsMax} characters.`);
  if (logUnits > logUnitsMax)
    return problemAt(file, line, 'log-too-long', `The log has over ${logUnitsMax} characters.`);
  return undefined;
};

/** A splitter for one file. A byte order mark, CRLF and a missing last newline are accepted. */
export const createLogSplitter = (file: string): LogSplitter => {
  const gathering = createGathering(file);
  const rest = createRest();
  let line = 0;
  let stopped = false;
  const stop = (problem?: ReadProblem): LogText[] => {
    stopped = true;
    const log = gathering.flush();
    if (problem === undefined) return log === undefined ? [] : [log];
    return [{ ...(log ?? { file, line: problem.line, lines: [] }), problem }];
  };
  const takeLine = (raw: string): LogText[] => {
    line += 1;
    const done = gathering.push(cleanLine(raw, line), line);
    return done === undefined ? [] : [done];
  };
  const push = (piece: string): LogText[] => {
    const logs: LogText[] = [];
    for (let from = 0; ;) {
      const newline = piece.indexOf('\n', from);
      rest.add(piece.slice(from, newline === -1 ? undefined : newline));
      const problem = checkLimits(file, line + 1, rest.units(), gathering.units());
      if (problem !== undefined) return [...logs, ...stop(problem)];
      if (newline === -1) return logs;
      logs.push(...takeLine(rest.take()));
      from = newline + 1;
    }
  };
  /** Text after the last newline is a whole line whose newline is missing, or one that a kill tore off. */
  const finish = (): LogText[] => {
    const last = rest.take();
    if (last === '' || isJson(last)) return [...(last === '' ? [] : takeLine(last)), ...stop()];
    const why = 'The last line breaks off in the middle; it was left out.';
    return stop(problemAt(file, line + 1, 'torn-line', why));
  };
  return {
    push: (piece) => (stopped ? [] : push(piece)),
    pushBroken: (raw) => {
      if (stopped) return [];
      line += 1;
      return gathering.breakOff(
        cleanLine(raw, line),
        problemAt(file, line, 'not-utf8', 'The line is not UTF-8.'),
      );
    },
    end: (problem) => {
      if (stopped) return [];
      return problem === undefined ? finish() : stop(problemAt(file, line + 1, problem.code, problem.why));
    },
  };
};

/** The logs in a text, such as a file that a browser was given. */
export const splitLogs = (text: string, file: string): LogText[] => {
  const splitter = createLogSplitter(file);
  return [...splitter.push(text), ...splitter.end()];
};
