import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTable, textWidth } from './table.ts';

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['Zoë', 3],
    ['Zoe\u0308', 3],
    ['囲碁', 4],
    ['ｶﾀ', 2],
    ['カタ', 4],
    ['한글', 4],
    ['♟', 1],
    ['👩‍🚀', 2],
    ['🇬🇧', 2],
    ['±3', 2],
  ])('%s takes %i cells', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('formatTable', () => {
  test('numbers to the right, words to the left, no trailing spaces', () => {
    const text = formatTable(
      [
        { title: 'Name', align: 'left' },
        { title: 'Games', align: 'right' },
        { title: 'Note', align: 'left' },
      ],
      [
        ['囲碁', '7', 'new'],
        ['random', '12345678', ''],
      ],
    );
    expect(text.split('\n')).toEqual([
      'Name       Games  Note',
      '------  --------  ----',
      '囲碁           7  new',
      'random  12345678',
    ]);
  });

  test('without rows there is the header', () => {
    expect(formatTable([{ title: 'Name', align: 'left' }], [])).toBe('Name\n----');
  });

  test('no cell can break a line or move the cursor', () => {
    const text = formatTable([{ title: 'A', align: 'left' }], [['a\nb\u001b[2J\u202ec\r']]);
    expect(text.split('\n')).toEqual(['A', '----------', 'a\ufffdb\ufffd[2J\ufffdc\ufffd']);
  });

  test('a long cell is cut with an ellipsis, never inside a character', () => {
    const cut = (text: string): string | undefined =>
      formatTable([{ title: '', align: 'left', widthMax: 4 }], [[text]]).split('\n')[2];
    expect(cut('four')).toBe('four');
    expect(cut('fives')).toBe('fiv…');
    expect(cut('囲碁囲碁')).toBe('囲…');
  });

  test('every line of a column starts and ends in the same cell, whatever is in it', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        const lines = formatTable(
          [
            { title: 'Cell', align: 'left' },
            { title: 'End', align: 'right' },
          ],
          cells.map((text) => [text, '|']),
        ).split('\n');
        expect(lines).toHaveLength(cells.length + 2);
        expect(new Set(lines.map(textWidth)).size).toBe(1);
      }),
    );
  });
});
