import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['ordinary text, é, 象, 😀\n\tand a table', 'ordinary text, é, 象, 😀\n\tand a table'],
  ['\u001B[31mred\u001B[39m', '\u001B[31mred\u001B[39m'],
  ['\u001B[8mhidden', '\uFFFD[8mhidden'],
  ['\u001B[31;8mhidden', '\uFFFD[31;8mhidden'],
  ['\u001B[2J\u001B[H', '\uFFFD[2J\uFFFD[H'],
  ['\u001B]0;title\u0007', '\uFFFD]0;title\uFFFD'],
  ['\u009B2J', '\uFFFD2J'],
  ['lost\rwon', 'lost\uFFFDwon'],
  ['bot\u202Etob', 'bot\uFFFDtob'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('whatever is in a text, no control character is left but line breaks, tabs and the first of a colour', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const left = printable(text).replaceAll(/\p{Cc}\[[\d;]*m/gu, '');
      expect(left).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
      expect(printable(printable(text))).toBe(printable(text));
    }),
  );
});
