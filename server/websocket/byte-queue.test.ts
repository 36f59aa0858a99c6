import { expect, test } from 'vitest';
import { ByteQueue } from './byte-queue.ts';

const text = (bytes: Buffer): string => bytes.toString('latin1');

test('bytes come out as they went in, whatever is dropped between', () => {
  const queue = new ByteQueue();
  expect(text(queue.push(Buffer.from('abc')))).toBe('abc');
  expect(text(queue.push(Buffer.from('def')))).toBe('abcdef');
  queue.drop(2);
  expect(queue.length).toBe(4);
  expect(text(queue.push(Buffer.from('x'.repeat(1_000))))).toBe(`cdef${'x'.repeat(1_000)}`);
  queue.drop(0);
  queue.drop(1_003);
  expect(text(queue.push(Buffer.from('y')))).toBe('xy');
});

test('memory that most of the rest does not need is given back', () => {
  const queue = new ByteQueue();
  queue.push(Buffer.alloc(100_000));
  queue.drop(99_999);
  expect(queue.push(Buffer.alloc(0)).buffer.byteLength).toBeLessThan(1_000);
  queue.drop(1);
  expect(queue.push(Buffer.alloc(0)).buffer.byteLength).toBe(0);
});
