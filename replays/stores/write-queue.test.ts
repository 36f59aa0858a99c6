import { expect, onTestFinished, test, vi } from 'vitest';
import type { AppendRefusal } from '../store.ts';
import { createSampleLog } from './sample-log.ts';
import { createWriteQueue, type Commit } from './write-queue.ts';

/** A queue whose commits are answered by hand; nothing is sent by time alone. */
const held = () => {
  const batches: { readonly size: number; readonly answer: Parameters<Commit>[1] }[] = [];
  const queue = createWriteQueue((writes, answer) => batches.push({ size: writes.length, answer }), 1e9);
  const log = createSampleLog('match-1');
  const put = (done: (refusal?: AppendRefusal) => void = () => {}): void => queue.put(log.steps(), done);
  return { queue, batches, put };
};

test('one batch is under way, and the next starts before the callbacks of the last', async () => {
  const { queue, batches, put } = held();
  const sizesSeen: number[] = [];
  put(() => sizesSeen.push(batches.length));
  const drained = queue.drain();
  for (let count = 0; count < 3; count++) put(() => sizesSeen.push(batches.length));
  expect(batches.map((batch) => batch.size)).toEqual([1]);
  batches[0]!.answer([undefined]);
  expect(batches.map((batch) => batch.size)).toEqual([1, 3]);
  expect(sizesSeen).toEqual([2]);
  batches[1]!.answer([undefined, undefined, undefined]);
  await drained;
  expect(sizesSeen).toEqual([2, 2, 2, 2]);
});

test('a batch holds no more than its limit', async () => {
  const { queue, batches, put } = held();
  for (let count = 0; count < 3000; count++) put();
  const drained = queue.drain();
  for (let at = 0; at < 3; at++) batches[at]!.answer([]);
  await drained;
  expect(batches.map((batch) => batch.size)).toEqual([1024, 1024, 952]);
});

test('a callback that throws keeps no other from its answer, and its error surfaces', async () => {
  const thrown: unknown[] = [];
  const spy = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((callback) => {
    try {
      callback();
    } catch (error) {
      thrown.push(error);
    }
  });
  onTestFinished(() => spy.mockRestore());
  const { queue, batches, put } = held();
  const answers: unknown[] = [];
  put(() => {
    throw new Error('a defect');
  });
  put((refusal) => answers.push(refusal));
  const drained = queue.drain();
  batches[0]!.answer([undefined, { kind: 'stale' }]);
  await drained;
  expect(answers).toEqual([{ kind: 'stale' }]);
  expect(thrown).toMatchObject([{ message: 'a defect' }]);
});
