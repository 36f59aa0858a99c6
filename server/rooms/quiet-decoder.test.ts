import { decode, encode } from '@colyseus/schema';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { quietDecoder } from './quiet-decoder.ts';

const readLoudly = decode.string;

test('names are read as Colyseus reads them, and nothing is said of bytes that are no UTF-8', () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => {
    printed.mockRestore();
    decode.string = readLoudly;
  });
  quietDecoder();
  const name = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => text !== '');
  fc.assert(
    fc.property(name, fc.uint8Array({ maxLength: 9 }), (text, rest) => {
      const bytes = Buffer.alloc(2_000);
      const written = { offset: 0 };
      encode.string(bytes, text, written);
      const frame = Buffer.concat([bytes.subarray(0, written.offset), rest]);
      const [own, theirs] = [{ offset: 0 }, { offset: 0 }];
      expect(decode.string(frame, own)).toBe(readLoudly(frame, theirs));
      expect(own).toEqual(theirs);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const it = { offset: 0 };
      expect(decode.string(Buffer.from(bytes), it)).toBeTypeOf('string');
      expect(it.offset).toBeLessThanOrEqual(bytes.length + 4);
    }),
  );
  expect(printed).not.toHaveBeenCalled();
});
