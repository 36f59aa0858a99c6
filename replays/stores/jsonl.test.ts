import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lineSchema, noteLineSchema } from '../format.ts';
import { append, create } from './stored-log.ts';
import { openJsonlLog } from './jsonl.ts';
import { createSampleLog, noteOf } from './sample-log.ts';

const newPath = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'agon-jsonl-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'log.jsonl');
};

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

test('logs that interleave come out one after another, each with its notes after its end', async () => {
  const path = newPath();
  const output = openJsonlLog(path);
  const [first, second] = [createSampleLog('match-1'), createSampleLog('match-2')];
  for (const log of [first, second]) await create(output, log);
  await append(output, first.steps());
  await append(output, second.refusal('what\n?'));
  await append(output, second.end());
  await append(output, first.end());
  await output.close();

  const note = { type: 'note', match: 'match-2', ...noteOf('what\n?') };
  expect(linesOf(path)).toEqual([...second.lines(), JSON.stringify(note), ...first.lines()]);
  const records = linesOf(path).map((line) => JSON.parse(line) as { type: string });
  for (const record of records) (record.type === 'note' ? noteLineSchema : lineSchema).parse(record);
});

test('a match that is unfinished when the file is closed is written as far as it went, without notes', async () => {
  const path = newPath();
  const output = openJsonlLog(path);
  const log = createSampleLog('match-1');
  await create(output, log);
  await append(output, log.steps(5));
  await append(output, log.refusal('what?'));
  await output.close();
  expect(linesOf(path)).toEqual(log.lines());
});

test('what is over reaches the file soon, however little it is', async () => {
  const path = newPath();
  const output = openJsonlLog(path);
  const log = createSampleLog('match-1');
  await create(output, log);
  await append(output, log.end());
  await expect.poll(() => linesOf(path), { timeout: 10_000 }).toEqual(log.lines());
  await output.close();
});

test('a write is answered within the call, and one out of order is stale', async () => {
  const output = openJsonlLog(newPath());
  const log = createSampleLog('match-1');
  const answers: unknown[] = [];
  output.create(log.creation, (refusal) => answers.push(refusal));
  const skipped = log.steps();
  output.append(log.steps(), (refusal) => answers.push(refusal));
  output.append(skipped, (refusal) => answers.push(refusal));
  output.append(skipped, (refusal) => answers.push(refusal));
  expect(answers).toEqual([undefined, { kind: 'stale' }, undefined, undefined]);
  await output.close();
});

test('answers wait when more is unwritten than the limit, and come once it is written', async () => {
  const path = newPath();
  const output = openJsonlLog(path);
  const logs = Array.from({ length: 40 }, (_, index) => createSampleLog(`match-${index}`));
  let answered = 0;
  for (const log of logs) {
    output.create(log.creation, () => {});
    output.append(log.steps(1000), () => {});
    output.append(log.end(), () => answered++);
  }
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBeLessThan(logs.length);
  await output.close();
  expect(answered).toBe(logs.length);
  expect(linesOf(path)).toEqual(logs.flatMap((log) => log.lines()));
});

test('who waits for what is over hears of it once the file has it', async () => {
  const path = newPath();
  const output = openJsonlLog(path);
  const log = createSampleLog('match-1');
  await create(output, log);
  await append(output, log.end());
  expect(linesOf(path)).toEqual([]);
  await new Promise<void>((resolve) => output.whenWritten(resolve));
  expect(linesOf(path)).toEqual(log.lines());
  let isTold = false;
  output.whenWritten(() => (isTold = true));
  expect(isTold).toBe(true);
  await output.close();
});

test('a file that exists is refused, or added to on request', async () => {
  const path = newPath();
  for (const [match, options] of [
    ['match-1', {}],
    ['match-2', { append: true }],
  ] as const) {
    const output = openJsonlLog(path, options);
    const log = createSampleLog(match);
    await create(output, log);
    await append(output, log.end());
    await output.close();
  }
  expect(linesOf(path)).toHaveLength(4);
  expect(() => openJsonlLog(path)).toThrow(expect.objectContaining({ code: 'log-exists' }));
});

test('a file that ends inside a line is not added to', () => {
  const path = newPath();
  writeFileSync(path, '{"type":"hea');
  expect(() => openJsonlLog(path, { append: true })).toThrow(expect.objectContaining({ code: 'log-torn' }));
  expect(readFileSync(path, 'utf8')).toBe('{"type":"hea');
});

test.skipIf(!existsSync('/dev/full'))('on a full disk writes fail and closing says so', async () => {
  const output = openJsonlLog('/dev/full', { append: true });
  const log = createSampleLog('match-1');
  await create(output, log);
  // Enough to be written at once, so that the failure is known before the next write.
  const failed = new Promise((resolve) =>
    output.append({ ...log.steps(40_000), finish: log.end().finish! }, resolve),
  );
  expect(await failed).toMatchObject({ kind: 'failed', disk: 'full' });
  expect(await create(output, createSampleLog('match-2'))).toMatchObject({ kind: 'failed', disk: 'full' });
  await expect(output.close()).rejects.toMatchObject({ code: 'disk-full' });
});
