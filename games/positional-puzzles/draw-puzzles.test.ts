import { beforeAll, describe, expect, test } from 'vitest';
import { cellCount, fullMask, hasCompleted, namesIn } from '../positional/board.ts';
import type { PositionalBoard } from '../positional/board.ts';
import { positionalBoard, positionalBoards } from '../positional/boards.ts';
import { createSolver } from '../positional/solver.ts';
import { createCanonicaliser, imageOf, symmetriesOf } from '../positional/symmetry.ts';
import { verdictOf, verdicts } from '../positional/verdict.ts';
import { stepRng } from '../rng.ts';
import { drawPuzzles } from './draw-puzzles.ts';
import { positionOf, sidesOf } from './puzzle.ts';
import type { Puzzle } from './puzzle.ts';
import { publishedQuota, puzzleCensus, quotaEntries, quotaLimit, quotaSize } from './quota.ts';
import type { Quota } from './quota.ts';

const seedOf = (n: number): string => n.toString(16).padStart(32, '0');
const draw = (quota: Quota, seed: string): Puzzle[] => drawPuzzles(quota, stepRng(seed, 0));

const countsOf = (puzzles: readonly Puzzle[]): Quota => {
  const counts: Record<string, Record<string, number>> = {};
  for (const { board, verdict } of puzzles)
    (counts[board] ??= {})[verdict] = ((counts[board] ?? {})[verdict] ?? 0) + 1;
  return counts;
};

/** The answers by the words of the benchmark, by names and sets alone. */
const solveByHand = (board: PositionalBoard, moves: string): { verdict: string; answers: string[] } => {
  const sets = board.winningSets.map((set) => namesIn(board, set));
  const ownedBy = (player: number): string[] => moves.split('').filter((_, ply) => ply % 2 === player);
  const own = ownedBy(moves.length % 2);
  const other = ownedBy(1 - (moves.length % 2));
  const free = board.cells.filter((cell) => !moves.includes(cell));
  const wins = (owned: readonly string[], open: readonly string[]): string[] =>
    open.filter((cell) =>
      sets.some((set) => set.every((name) => name === cell || owned.includes(name)) && set.includes(cell)),
    );
  const win = wins(own, free);
  if (win.length > 0) return { verdict: 'win', answers: win };
  const blocked = wins(other, free);
  if (blocked.length > 0) return { verdict: 'blocked', answers: blocked };
  const after = (cell: string): string[] =>
    wins(
      [...own, cell],
      free.filter((one) => one !== cell),
    );
  return { verdict: 'fork', answers: free.filter((cell) => after(cell).length > 1) };
};

describe('the set of the published composition', () => {
  let sets: readonly (readonly Puzzle[])[] = [];
  beforeAll(() => {
    sets = Array.from({ length: 4 }, (_, n) => draw(publishedQuota, seedOf(n)));
  });

  test('has 412 puzzles: 130 win, 120 blocked, 162 fork; 102, 100, 90 and 120 by game', () => {
    for (const puzzles of sets) {
      expect(puzzles).toHaveLength(412);
      expect(countsOf(puzzles)).toEqual(publishedQuota);
      const ofVerdict = verdicts.map((one) => puzzles.filter(({ verdict }) => verdict === one).length);
      expect(ofVerdict).toEqual([130, 120, 162]);
      const ofBoard = positionalBoards.map(({ id }) => puzzles.filter(({ board }) => board === id).length);
      expect(ofBoard).toEqual([102, 100, 90, 120]);
    }
  });

  test('has no two puzzles that are one but for a symmetry', () => {
    for (const puzzles of sets)
      for (const board of positionalBoards) {
        const symmetries = symmetriesOf(board);
        const seen = new Set<string>();
        for (const puzzle of puzzles.filter((one) => one.board === board.id)) {
          const { own, other } = sidesOf(positionOf(puzzle));
          expect(seen).not.toContain(`${own} ${other}`);
          for (const symmetry of symmetries)
            seen.add(`${imageOf(symmetry, own)} ${imageOf(symmetry, other)}`);
        }
      }
  });

  test('has the answers that the words of the benchmark give', () => {
    for (const { answers, board, moves, verdict } of sets.flat())
      expect(solveByHand(positionalBoard(board), moves)).toEqual({ verdict, answers: answers.split('') });
  });

  test('tells games in which nobody has won, nor passed over a win', () => {
    for (const { board: id, moves } of sets[3]!) {
      const board = positionalBoard(id);
      expect(new Set(moves).size).toBe(moves.length);
      for (let ply = 0; ply < moves.length; ply++)
        expect(solveByHand(board, moves.slice(0, ply)).verdict).not.toBe('win');
    }
  });

  test('asks something: a free cell is wrong, and one cell is enough to block', () => {
    for (const puzzle of sets.flat()) {
      expect(positionOf(puzzle).free.length).toBeGreaterThan(puzzle.answers.length);
      expect(puzzle.answers.length).toBeGreaterThan(0);
    }
    const blocked = sets.flat().filter(({ verdict }) => verdict === 'blocked');
    expect(blocked.every(({ answers }) => answers.length === 1)).toBe(true);
  });

  test('is proven by the solver: wins and forks win, and not to block loses', () => {
    for (const board of positionalBoards) {
      const solver = createSolver(board);
      for (const puzzle of sets[0]!.filter((one) => one.board === board.id)) {
        const position = positionOf(puzzle);
        const isDecided = (cell: string): boolean =>
          puzzle.answers.includes(cell) === (puzzle.verdict !== 'blocked');
        const values = position.free.filter(isDecided).map((cell) => solver.moveValue(position, cell));
        expect(new Set(values)).toEqual(new Set([puzzle.verdict === 'blocked' ? -1 : 1]));
      }
    }
  });

  test('is equal for equal seeds, and another for another seed', () => {
    expect(draw(publishedQuota, seedOf(2))).toEqual(sets[2]);
    const positions = sets.map((puzzles) => puzzles.map(({ moves }) => moves).join());
    expect(new Set(positions).size).toBe(sets.length);
    const shared = sets[0]!.filter(({ board, moves }) =>
      sets[1]!.some((other) => other.board === board && other.moves === moves),
    );
    expect(shared.length).toBeLessThan(100);
  });
});

describe('quotas', () => {
  test('another count of one kind leaves the other puzzles be', () => {
    const small = draw({ 'tic-tac-toe': { win: 3, fork: 4 }, 'square-tic-tac-toe': { fork: 2 } }, seedOf(9));
    const large = draw({ 'tic-tac-toe': { win: 30, fork: 4 }, 'square-tic-tac-toe': { fork: 2 } }, seedOf(9));
    const texts = new Set(large.map((puzzle) => JSON.stringify(puzzle)));
    expect(large).toHaveLength(36);
    for (const puzzle of small) expect(texts).toContain(JSON.stringify(puzzle));
  });

  test('are drawn alike in whatever order they are written', () => {
    const one = { 'tic-tac-toe': { win: 2, fork: 1 }, 'cube-tic-tac-toe': { blocked: 2 } };
    const other = { 'cube-tic-tac-toe': { blocked: 2, win: 0 }, 'tic-tac-toe': { fork: 1, win: 2 } };
    expect(draw(one, seedOf(4))).toEqual(draw(other, seedOf(4)));
    expect([quotaSize(one), quotaSize(publishedQuota), quotaSize({})]).toEqual([5, 412, 0]);
  });

  test('can be filled to their limits', () => {
    for (const board of Object.keys(puzzleCensus))
      for (const verdict of verdicts) {
        const count = quotaLimit(board, verdict);
        expect(draw({ [board]: { [verdict]: count } }, seedOf(count))).toHaveLength(count);
      }
    expect(quotaLimit('square-tic-tac-toe', 'fork')).toBe(1000);
  });

  test('that no board can fill are a programmer error', () => {
    expect(() => draw({ 'tic-tac-toe': { fork: 27 } }, seedOf(1))).toThrow(
      'tic-tac-toe: fewer than 27 fork puzzles found',
    );
  });

  test('entries are in the order of the boards and verdicts', () => {
    expect(quotaEntries({ 'cube-tic-tac-toe': { fork: 1 }, 'tic-tac-toe': { blocked: 2, win: 3 } })).toEqual([
      { board: 'tic-tac-toe', verdict: 'win', count: 3 },
      { board: 'tic-tac-toe', verdict: 'blocked', count: 2 },
      { board: 'cube-tic-tac-toe', verdict: 'fork', count: 1 },
    ]);
  });
});

describe('the census', () => {
  /** Counts the puzzles up to symmetry by going through every position that play without an overlooked win reaches. */
  const takeCensus = (board: PositionalBoard): Record<string, number> => {
    const full = fullMask(board);
    const canonicalise = createCanonicaliser(board);
    const pair = { own: 0, other: 0 };
    const counts: Record<string, number> = { win: 0, blocked: 0, fork: 0 };
    let layer = new Map<string, readonly [number, number]>([['0 0', [0, 0]]]);
    while (layer.size > 0) {
      const next = new Map<string, readonly [number, number]>();
      for (const [own, other] of layer.values()) {
        const solution = verdictOf(board, own, other);
        const free = full & ~(own | other);
        const answers = solution?.answers.length ?? 0;
        const isPuzzle = answers < cellCount(free) && (solution?.verdict !== 'blocked' || answers === 1);
        if (solution !== undefined && isPuzzle) counts[solution.verdict]! += 1;
        if (solution?.verdict === 'win') continue;
        for (let rest = free; rest !== 0; rest &= rest - 1) {
          const taken = own | (rest & -rest);
          if (hasCompleted(board.winningSets, taken) || (other | taken) === full) continue;
          canonicalise(other, taken, pair);
          next.set(`${pair.own} ${pair.other}`, [pair.own, pair.other]);
        }
      }
      layer = next;
    }
    return counts;
  };

  test.each(Object.keys(puzzleCensus))('of %s is as published here', (id) => {
    expect(takeCensus(positionalBoard(id))).toEqual(puzzleCensus[id]);
  });
});
