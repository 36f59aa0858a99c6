import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { results } from '../ratings/result.ts';
import { createArenaBattleReader } from './arena-battle.ts';
import type { ImportProblem, ImportReader, ImportSink } from './import-reader.ts';
import { createNames, type Names } from './names.ts';
import { createPgnReader } from './pgn.ts';

type CreateReader = (names: Names, sink: ImportSink) => ImportReader;

interface Read {
  readonly games: readonly string[];
  readonly problem: ImportProblem | undefined;
}

const encoder = new TextEncoder();

/** Reads bytes in pieces of a given size; games come as `white - black result variant`. */
const read = (createReader: CreateReader, bytes: Uint8Array, pieceBytes = bytes.length): Read => {
  const games: string[] = [];
  const ids = new Set<string>();
  const names = createNames();
  const reader = createReader(names, {
    game: (first, second, result, variant) =>
      games.push(
        `${names.text(first)} - ${names.text(second)} ${results[result]}${variant && ` ${variant}`}`,
      ),
    unfinished: (first, second) => games.push(`${names.text(first)} - ${names.text(second)} unfinished`),
    isRepeat: (id) => {
      const isKnown = ids.has(id);
      ids.add(id);
      return isKnown;
    },
  });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const problem = reader.push(bytes.slice(at, at + pieceBytes));
    if (problem !== undefined) return { games, problem };
  }
  return { games, problem: reader.end() };
};

const readCsv = (text: string): Read => read(createArenaBattleReader, encoder.encode(text));
const readPgn = (text: string): Read => read(createPgnReader, encoder.encode(text));

const problemOf = ({ problem }: Read): string => {
  expect(problem?.message).toMatch(/[.}]$/);
  return `${problem?.line}: ${problem?.code}`;
};

const heading = 'model_a,model_b,winner\n';

describe('battles in CSV', () => {
  test('every label of the format', () => {
    const { games, problem } = readCsv(
      `${heading}a,b,model_a\na,b,model_b\na,b,tie\na,b,tie (bothbad)\na,b,both_bad\n`,
    );
    expect(problem).toBeUndefined();
    expect(games.map((game) => game.slice(6))).toEqual(['win', 'loss', 'draw', 'draw', 'draw']);
  });

  test('a byte order mark, CRLF, blank lines, other columns, another order and no last newline', () => {
    const { games, problem } = readCsv('\uFEFFturn,winner,model_b,model_a\r\n1,model_a,b,a\r\n\r\n2,tie,a,c');
    expect(problem).toBeUndefined();
    expect(games).toEqual(['a - b win', 'c - a draw']);
  });

  test('quoted cells may hold commas, quotes and line breaks, and lines are still counted right', () => {
    const { games, problem } = readCsv(
      `${heading}"GPT, large","say ""hi""",model_a\n"two\nlines",b,tie\na,b,nobody\n`,
    );
    expect(games).toEqual(['GPT, large - say "hi" win', 'two\nlines - b draw']);
    expect(problem).toMatchObject({ code: 'unknown-label', line: 5 });
  });

  test('blanks around a name are no part of it', () => {
    expect(readCsv(`${heading}a ,b,model_a\n "a",b\t,model_b\n`).problem?.code).toBe('bad-record');
    expect(readCsv(`${heading}a ,b,model_a\n"a ",b\t,model_b\n`).games).toEqual(['a - b win', 'a - b loss']);
  });

  test.each([
    ['an unknown label', `${heading}a,b,tie\na,b,draw\n`, '3: unknown-label'],
    ['a label in another case', `${heading}a,b,Tie\n`, '2: unknown-label'],
    ['no label', `${heading}a,b,\n`, '2: unknown-label'],
    ['a label that every object has', `${heading}a,b,constructor\n`, '2: unknown-label'],
    ['a cell too few', `${heading}a,b\n`, '2: bad-record'],
    ['a cell too many', `${heading}a,b,tie,1\n`, '2: bad-record'],
    ['no name', `${heading},b,tie\n`, '2: empty-name'],
    ['a name of blanks', `${heading}a, ,tie\n`, '2: empty-name'],
    ['an open quote', `${heading}"a,b,tie\n`, '2: bad-record'],
    ['a missing column', 'model_a,model_b\na,b\n', '1: bad-header'],
    ['no header', 'a,b,model_a\n', '1: bad-header'],
    ['nothing', '', '1: empty-file'],
  ])('%s is refused with its line', (_, text, expected) => {
    expect(problemOf(readCsv(text))).toBe(expected);
  });

  test('bytes of a compressed file are refused', () => {
    expect(read(createArenaBattleReader, gzipSync(heading)).problem?.code).toBe('bad-header');
  });
});

const tags = (white: string, black: string, result: string): string =>
  `[Event "?"]\n[White "${white}"]\n[Black "${black}"]\n[Result "${result}"]\n`;

describe('PGN', () => {
  test('every result; an unfinished game is told apart', () => {
    const text = ['1-0', '0-1', '1/2-1/2', '1/2', '*'].map(
      (result) => `${tags('a', 'b', result)}\n1. e4 ${result}\n\n`,
    );
    const { games, problem } = readPgn(text.join(''));
    expect(problem).toBeUndefined();
    expect(games.map((game) => game.slice(6))).toEqual(['win', 'loss', 'draw', 'draw', 'unfinished']);
  });

  test('headers without moves, parted by a blank line', () => {
    expect(readPgn(`${tags('a', 'b', '1-0')}\n${tags('c', 'd', '0-1')}`).games).toEqual([
      'a - b win',
      'c - d loss',
    ]);
  });

  test('comments that look like tags, escape lines and variations are moves', () => {
    const moves = [
      '1. e4 { a comment',
      '[White "nobody"]',
      '[Result "0-1"] } e5 {[%emt 0:00:01]} (1... c5 {',
      '[Black "x"]}) 2. Nf3 ; [Result "0-1"] {',
      '% [White "nobody"]',
      'Nc6 1-0',
    ].join('\n');
    expect(readPgn(`${tags('a', 'b', '1-0')}\n${moves}\n\n${tags('c', 'd', '*')}\n*\n`)).toEqual({
      games: ['a - b win', 'c - d unfinished'],
      problem: undefined,
    });
  });

  test('a game may follow moves without a blank line', () => {
    expect(readPgn(`${tags('a', 'b', '1-0')}1. e4 1-0\n${tags('c', 'd', '0-1')}`).games).toHaveLength(2);
  });

  test('names in Latin-1 and in UTF-8 are one player, and so are those with blanks around', () => {
    const latin1 = Uint8Array.from(tags('M\u00fcller', 'b ', '1-0'), (character) => character.charCodeAt(0));
    const utf8 = encoder.encode(`\n${tags(' Müller', 'Mu\u0308ller', '0-1')}`);
    expect(read(createPgnReader, Uint8Array.from([...latin1, ...utf8])).games).toEqual([
      'Müller - b win',
      'Müller - Müller loss',
    ]);
  });

  test('escaped quotes and backslashes, and several tags on a line', () => {
    const line = String.raw`[White "the \"best\" \\o/"] [Black "b]"][Result "1-0"]`;
    expect(readPgn(`${line}\n`).games).toEqual([String.raw`the "best" \o/ - b] win`]);
  });

  test('forfeits are told by Termination, but only for who lost', () => {
    const games = ['1-0', '0-1', '1/2-1/2'].map(
      (result) => `${tags('a', 'b', result)}[Termination "Time forfeit"]\n\n${result}\n\n`,
    );
    expect(readPgn(games.join('')).games.map((game) => game.slice(6))).toEqual([
      'forfeit-win',
      'forfeit-loss',
      'draw',
    ]);
  });

  test('variants are told apart, and names for ordinary chess are not', () => {
    const text = ['Standard', 'Chess960', 'Atomic'].map(
      (variant) => `${tags('a', 'b', '1-0')}[Variant "${variant}"]\n\n1-0\n\n`,
    );
    expect(readPgn(text.join('')).games).toEqual(['a - b win', 'a - b win', 'a - b win atomic']);
  });

  test('a game that names itself counts once', () => {
    const game = `${tags('a', 'b', '1-0')}[GameId "m1"]\n\n1-0\n\n`;
    expect(readPgn(game + game).games).toEqual(['a - b win']);
    const nameless = `${tags('a', 'b', '1-0')}\n1-0\n\n`;
    expect(readPgn(nameless + nameless).games).toHaveLength(2);
  });

  test.each([
    ['an unknown result', `${tags('a', 'b', '2-0')}\n`, '4: unknown-label'],
    ['a result that every object has', `${tags('a', 'b', 'toString')}\n`, '4: unknown-label'],
    ['no result', '\n[White "a"]\n[Black "b"]\n\n1. e4 *\n', '2: missing-tag'],
    ['no player', '[White "a"]\n[Result "*"]\n', '1: missing-tag'],
    ['an empty name', tags('a', ' ', '1-0'), '3: empty-name'],
    ['a tag twice', `${tags('a', 'b', '1-0')}[White "c"]\n`, '5: repeated-tag'],
    ['an open tag', '[White "a"\n', '1: bad-tag'],
    ['an open quote', '[White "a]\n', '1: bad-tag'],
    ['an open comment', `${tags('a', 'b', '1-0')}\n1. e4 {\n${tags('c', 'd', '1-0')}`, '6: open-comment'],
    ['moves first', '1. e4 e5 1-0\n', '1: missing-tag'],
  ])('%s is refused with its line', (_, text, expected) => {
    expect(problemOf(readPgn(text))).toBe(expected);
  });
});

describe('reading in pieces', () => {
  const csv = encoder.encode(
    `\uFEFF${heading}"a, ""x""",b,tie\r\nÄ,b,model_a\n\n"c\nd",b,model_b\na,b,oops\n`,
  );
  const pgn = encoder.encode(
    `\uFEFF${tags('Ä', 'b \\"x\\"', '1-0')}\n1. e4 {\n[White "n"]\n} e5 1-0\n\n${tags('c', 'd', '0-1')}\r\n0-1\r\n${tags('e', 'f', '9')}`,
  );

  test.each([
    ['CSV', createArenaBattleReader, csv],
    ['PGN', createPgnReader, pgn],
  ] as const)('%s: the size of the pieces changes nothing', (_, createReader, bytes) => {
    const whole = read(createReader, bytes);
    expect(whole.games.length).toBeGreaterThan(1);
    expect(whole.problem?.code).toBe('unknown-label');
    for (let size = 1; size < bytes.length; size++) expect(read(createReader, bytes, size)).toEqual(whole);
  });

  test.each([
    ['CSV', createArenaBattleReader],
    ['PGN', createPgnReader],
  ] as const)('%s: whatever the bytes are, there is an answer', (_, createReader) => {
    const special = fc.constantFrom(...encoder.encode('[]{};%"\\,\r\n 1-0ab'));
    fc.assert(
      fc.property(fc.array(fc.oneof(special, fc.nat(255)), { maxLength: 300 }), (bytes) => {
        const { problem } = read(createReader, Uint8Array.from(bytes), 7);
        expect(problem?.line ?? 1).toBeGreaterThan(0);
      }),
    );
  });

  test('a record without an end is refused before it fills the memory', () => {
    const endless = (function* () {
      yield encoder.encode(heading);
      for (;;) yield new Uint8Array(1024 * 1024).fill(0x61);
    })();
    const reader = createArenaBattleReader(createNames(), {
      game: () => {},
      unfinished: () => {},
      isRepeat: () => false,
    });
    for (const piece of endless) {
      const problem = reader.push(piece);
      if (problem === undefined) continue;
      expect(problem).toMatchObject({ code: 'line-too-long', line: 2 });
      return;
    }
  });
});
