import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { throwForNul } from './nul.ts';

const isRefused = (body: string): boolean => {
  try {
    throwForNul({} as IncomingMessage, undefined, Buffer.from(body));
    return false;
  } catch {
    return true;
  }
};

test('a body is refused exactly where one of its texts has a NUL, whatever backslashes stand around it', () => {
  const text = fc.string({ unit: fc.constantFrom('\\', '\0', 'u0000', '"', 'x'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (name, value) => {
      expect(isRefused(JSON.stringify({ [name]: [value] }))).toBe((name + value).includes('\0'));
    }),
  );
});
