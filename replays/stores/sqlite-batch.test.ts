import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBatchPacker, unpackBatch } from './sqlite-batch.ts';
import type { Write } from './write.ts';

test('batches survive packing', () => {
  const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\n', ' '));
  const note = fc.record({ sha256: text, salt: text, text: fc.string() });
  const write: fc.Arbitrary<Write> = fc.record(
    {
      match: text,
      epoch: fc.nat(),
      head: text,
      next: text,
      lines: fc.array(text, { minLength: 1, maxLength: 4 }),
      notes: fc.array(note, { minLength: 1 }),
    },
    { requiredKeys: ['match', 'epoch', 'head', 'next', 'lines'] },
  );
  const pack = createBatchPacker();
  const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const survive = (writes: readonly Write[]): void => {
    const unpacked = unpackBatch(pack(writes));
    expect(unpacked.map((one) => ({ ...one, lines: one.lines.map(textOf) }))).toEqual(writes);
  };
  fc.assert(fc.property(fc.array(write, { minLength: 1 }), survive));
  // Larger than the memory that is kept, and small again.
  for (const length of [3_000_000, 100, 7_000_000, 6_000_000, 100])
    survive([
      { match: 'match', epoch: 1, head: 'head', next: 'next', lines: ['ä'.repeat(length), 'second'] },
    ]);
});
