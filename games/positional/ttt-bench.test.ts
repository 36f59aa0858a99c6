import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { maskOf, namesIn } from './board.ts';
import { positionalBoard } from './boards.ts';
import { createSolver } from './solver.ts';
import { verdictOf, verdicts } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const boardIds = {
  oTTT: 'tic-tac-toe',
  dTTT: 'double-tic-tac-toe',
  cTTT: 'cube-tic-tac-toe',
  sTTT: 'square-tic-tac-toe',
} as const;
const names = ['oTTT', 'dTTT', 'cTTT', 'sTTT'] as const;

const dataSchema = z.object({
  games: z.record(z.enum(names), z.object({ cells: z.int(), lines: z.array(z.string()) })),
  positions: z.array(
    z.object({
      game: z.enum(names),
      white: z.string().optional(),
      black: z.string().optional(),
      moves: z.string().optional(),
      toMove: z.enum(['white', 'black']),
      verdict: z.enum(verdicts),
      answers: z.array(z.string()),
    }),
  ),
});

interface Published {
  readonly game: (typeof names)[number];
  readonly white: string;
  readonly black: string;
  readonly verdict: Verdict | 'none';
  readonly answers: readonly string[];
}

const file = new URL('../../../shared/data/positional/ttt-bench.json', import.meta.url);
const data = existsSync(file) ? dataSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
if (data === undefined)
  console.info('TTT-Bench data skipped: ../shared/data/positional/ttt-bench.json is absent');

/** Positions of our own: every verdict, none, and a double threat, of which each cell is an answer. */
const ourPositions: readonly Published[] = [
  { game: 'oTTT', white: 'AB', black: 'DE', verdict: 'win', answers: ['C'] },
  { game: 'oTTT', white: 'AI', black: 'E', verdict: 'none', answers: [] },
  { game: 'oTTT', white: 'AE', black: 'B', verdict: 'blocked', answers: ['I'] },
  { game: 'oTTT', white: 'AF', black: 'BG', verdict: 'fork', answers: ['E', 'I'] },
  { game: 'dTTT', white: 'CI', black: 'AG', verdict: 'win', answers: ['F'] },
  { game: 'dTTT', white: 'FE', black: 'A', verdict: 'blocked', answers: ['D'] },
  { game: 'cTTT', white: 'BCGE', black: 'AIJ', verdict: 'blocked', answers: ['F', 'H'] },
  { game: 'sTTT', white: 'HLR', black: 'AEU', verdict: 'win', answers: ['N'] },
  { game: 'sTTT', white: 'ABFY', black: 'EUP', verdict: 'blocked', answers: ['G'] },
];

/** Checks the verdict, and that the solver knows no better answer. */
const checkPosition = ({ game, white, black, verdict, answers }: Published): void => {
  const board = positionalBoard(boardIds[game]);
  const position = { first: maskOf(board.cells, white), second: maskOf(board.cells, black) };
  const [own, other] =
    white.length === black.length ? [position.first, position.second] : [position.second, position.first];
  expect(verdictOf(board, own, other)).toEqual(verdict === 'none' ? undefined : { verdict, answers });
  const solver = createSolver(board);
  expect(solver.bestMoves(position)).toEqual(expect.arrayContaining([...answers]));
  if (verdict === 'win' || verdict === 'fork') {
    for (const cell of answers) expect(solver.moveValue(position, cell)).toBe(1);
  }
  if (verdict === 'blocked') {
    const losing = solver.moveValues(position).filter(({ cell }) => !answers.includes(cell));
    expect(losing.every(({ value }) => value === -1)).toBe(true);
  }
};

describe('verdicts', () => {
  test.each(ourPositions)('$game, first $white, second $black: $verdict $answers', checkPosition);
});

describe.skipIf(data === undefined)('TTT-Bench', () => {
  test.each(names)('%s has the published winning sets', (name) => {
    const board = positionalBoard(boardIds[name]);
    const published = data!.games[name];
    expect(board.cells).toHaveLength(published.cells);
    expect(board.winningSets.map((set) => namesIn(board, set).join('')).sort()).toEqual(
      published.lines.toSorted(),
    );
  });

  const alternate = (moves: string, seat: number): string =>
    moves
      .split('')
      .filter((_, at) => at % 2 === seat)
      .join('');
  const published = (data?.positions ?? []).map(({ moves = '', white, black, toMove, ...rest }) => ({
    ...rest,
    white: white ?? alternate(moves, 0),
    black: black ?? alternate(moves, 1),
    toMove,
  }));

  test('nine positions are published', () => {
    expect(published).toHaveLength(9);
    for (const { white, black, toMove } of published) {
      expect(white.length - black.length).toBe(toMove === 'white' ? 0 : 1);
    }
  });

  test.each(published)('$game, white $white, black $black: $verdict $answers', checkPosition);
});
