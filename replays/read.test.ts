import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createLogSplitter, splitLogs, type LogText } from './read.ts';

const header = '{"type":"header","v":1}';
const step = '{"type":"step","n":1}';
const end = '{"type":"end"}';
const note = '{"type":"note"}';

const linesOf = (logs: readonly LogText[]): (readonly string[])[] => logs.map(({ lines }) => lines);

const logLines = fc.oneof(
  fc.constant([header, step]),
  fc.constant([header, step, step, end]),
  fc.constant([header, end, note, note]),
);

describe('splitting', () => {
  test('gives the logs that were joined, however the text arrives', () => {
    fc.assert(
      fc.property(
        fc.array(logLines, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
        (logs, newline, hasMark, hasLastNewline, sizes) => {
          const body = logs.flat().join(newline) + (hasLastNewline ? newline : '');
          let rest = (hasMark ? '\uFEFF' : '') + body;
          const splitter = createLogSplitter('x.jsonl');
          const found: LogText[] = [];
          for (const size of sizes) {
            if (rest === '') break;
            found.push(...splitter.push(rest.slice(0, size)));
            rest = rest.slice(size);
          }
          found.push(...splitter.end());
          expect(linesOf(found)).toEqual(logs);
          expect(found.every(({ problem }) => problem === undefined)).toBe(true);
        },
      ),
    );
  });

  test('says where in the file a log begins', () => {
    const logs = splitLogs(`${header}\n${end}\n\n\n${header}\n${step}\n\n`, 'x.jsonl');
    expect(logs).toEqual([
      { file: 'x.jsonl', line: 1, lines: [header, end] },
      { file: 'x.jsonl', line: 5, lines: [header, step] },
    ]);
  });

  test('keeps a blank line within a log, where it is a fault', () => {
    expect(linesOf(splitLogs(`${header}\n\n${step}\n`, 'x'))).toEqual([[header, '', step]]);
  });

  test('a damaged header after an end does not become part of the log before', () => {
    expect(linesOf(splitLogs(`${header}\n${end}\nrubbish\n${step}\n`, 'x'))).toEqual([
      [header, end],
      ['rubbish', step],
    ]);
  });

  test('an empty file holds no logs', () => {
    expect(splitLogs('', 'x')).toEqual([]);
    expect(splitLogs('\uFEFF\n', 'x')).toEqual([]);
  });
});

describe('what cannot be read whole', () => {
  test('a torn last line is left out and named', () => {
    expect(splitLogs(`${header}\n${step}\n{"type":"st`, 'x.jsonl')).toEqual([
      {
        file: 'x.jsonl',
        line: 1,
        lines: [header, step],
        problem: {
          code: 'torn-line',
          file: 'x.jsonl',
          line: 3,
          why: 'The last line breaks off in the middle; it was left out.',
        },
      },
    ]);
  });

  describe('a line that is not UTF-8', () => {
    const split = (lines: readonly string[], broken: readonly number[]): LogText[] => {
      const splitter = createLogSplitter('x');
      const take = (line: string, at: number): LogText[] =>
        broken.includes(at) ? splitter.pushBroken(line) : splitter.push(`${line}\n`);
      return [...lines.flatMap(take), ...splitter.end()];
    };
    const log = [header, step, end, note, note];
    const lines = [log, log, log].flat();
    const whole = (line: number) => ({ file: 'x', line, lines: log });
    const cut = (line: number, kept: number) => ({
      file: 'x',
      line,
      lines: log.slice(0, kept),
      problem: { code: 'not-utf8', file: 'x', line: line + kept, why: 'The line is not UTF-8.' },
    });

    test.each([0, 1, 2, 3, 4])('at place %i of a log breaks off that log alone', (at) => {
      expect(split(lines, [log.length + at])).toEqual([whole(1), cut(6, at), whole(11)]);
    });

    test('names a log once, and each log that has one', () => {
      expect(split(lines, [1, 2, 4, 5, 13])).toEqual([cut(1, 1), cut(6, 0), cut(11, 3)]);
    });

    test('that may have been a header begins a log only where one could', () => {
      const rubbish = '\uFFFD"type":"header"';
      expect(split([...log, rubbish, step, end, ...log], [5])).toEqual([whole(1), cut(6, 0), whole(9)]);
      expect(split([header, step, rubbish, step, end, note, ...log], [2])).toEqual([cut(1, 2), whole(7)]);
    });
  });

  test('a line or a log over its limit ends the reading', async () => {
    const limits = { lineUnitsMax: 40, logUnitsMax: 100 };
    vi.doMock('./limits.ts', () => ({ replayLimits: limits }));
    vi.resetModules();
    const { splitLogs: splitSmall } = await import('./read.ts');
    vi.doUnmock('./limits.ts');
    const long = splitSmall(`${header}\n${'x'.repeat(41)}\n${header}\n`, 'x');
    expect(long).toMatchObject([{ lines: [header], problem: { code: 'line-too-long', line: 2 } }]);
    const many = splitSmall(`${header}\n${`${step}\n`.repeat(9)}${header}\n`, 'x');
    expect(many).toHaveLength(1);
    expect(many[0]).toMatchObject({ problem: { code: 'log-too-long' } });
  });
});
