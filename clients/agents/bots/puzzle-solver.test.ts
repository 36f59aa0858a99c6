import { describe, expect, test } from 'vitest';
import type { Json } from '../../../games/game.ts';
import { positionalPuzzles } from '../../../games/positional-puzzles/game.ts';
import { positionOf } from '../../../games/positional-puzzles/puzzle.ts';
import { stepRng } from '../../../games/rng.ts';
import { playOut } from './play-out.ts';
import { puzzleSolver } from './puzzle-solver.ts';
import { random } from './random.ts';

const seedOf = (n: number): string => n.toString(16).padStart(32, '0');
const solver = puzzleSolver.open({});

const scoreOf = (decide: typeof solver, seed: string, config: Json = {}): number =>
  playOut(positionalPuzzles, [decide], seed, {
    config: positionalPuzzles.schemas.config.parse(config) as unknown as Json,
  }).outcome.scores[0]!;

describe('on the set of the published composition', () => {
  test('the solver is right every time', () => {
    for (let n = 0; n < 3; n++) expect(scoreOf(solver, seedOf(n))).toBe(412);
    expect(scoreOf(solver, seedOf(3), { samples: 3 })).toBe(3 * 412);
  });

  test('random is right as often as chance has it', () => {
    const seeds = Array.from({ length: 10 }, (_, n) => seedOf(n));
    let expected = 0;
    let variance = 0;
    for (const seed of seeds)
      for (const puzzle of positionalPuzzles.setup(positionalPuzzles.defaults, stepRng(seed, 0)).puzzles) {
        // A pass is as likely as each of the free cells.
        const chance = puzzle.answers.length / (positionOf(puzzle).free.length + 1);
        expected += chance;
        variance += chance * (1 - chance);
      }
    const right = seeds.reduce((sum, seed) => sum + scoreOf(random.open({}), seed), 0);
    expect(expected).toBeGreaterThan(400);
    // Four standard errors: with fixed seeds this is exact, with others it would fail once in 16,000.
    expect(Math.abs(right - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });
});

test('the solver needs a puzzle', () => {
  const config = { ...positionalPuzzles.defaults, set: { 'tic-tac-toe': { win: 1 } } };
  const asked = positionalPuzzles.setup(config, stepRng(seedOf(1), 0));
  const done = positionalPuzzles.view({ ...asked, given: '-' }, 0) as unknown as Json;
  expect(() =>
    solver({ turn: 1, view: done }, { game: 'positional-puzzles', seat: 0, chance: '00' }),
  ).toThrow('no puzzle is asked');
});
