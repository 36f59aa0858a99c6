import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelledRng, stepRng } from '../rng.ts';
import { cellsMax, maskOf } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { positionalBoard, positionalBoards } from './boards.ts';
import { createPositionalGame } from './game.ts';
import { createSolver } from './solver.ts';
import type { PositionalSolver } from './solver.ts';
import { skinSeedSchema } from './skin-seed.ts';
import { createSkin } from './skin.ts';
import { drawSkinNames, skinName, skinThemes } from './skin-words.ts';
import type { Position, PositionalState } from './state.ts';
import { imageOf } from './symmetry.ts';

const rng = stepRng('0'.repeat(32), 0);
const seeds = fc.stringMatching(/^[0-9a-f]{1,64}$/u);

/** What betrays the game that lies under a skin. */
const tellTale =
  /\b(?:cells?|grids?|rows?|columns?|lines?|squares?|cubes?|planes?|diagonals?|corners?)\b|tac/iu;

/** The skin and the board as it is, played side by side; `nameOf` is the plain name of a cell of the skin. */
const sideBySide = (plain: PositionalBoard, seed: string) => {
  const { board, plainCells } = createSkin(plain, seed);
  const game = createPositionalGame(plain);
  const nameOf = (cell: string): string => plain.cells[plainCells[board.cells.indexOf(cell)]!]!;
  const plainState = ({ first, last, second }: PositionalState): PositionalState => ({
    first: imageOf(plainCells, first),
    last: last === null ? null : plainCells[last]!,
    second: imageOf(plainCells, second),
  });
  /** Checks that one position is the other under the map of cells, whatever the rules are asked. */
  const compare = (state: PositionalState): void => {
    const other = plainState(state);
    const actors = game.actors(state);
    expect(actors).toEqual(game.actors(other));
    expect(game.outcome(state)).toEqual(game.outcome(other));
    for (const seat of actors) {
      expect(game.legalActions(state, seat).map(nameOf).toSorted()).toEqual(game.legalActions(other, seat));
    }
    const seen = game.view(state, 'public');
    const known = game.view(other, 'public');
    expect([seen.toMove, seen.winner]).toEqual([known.toMove, known.winner]);
    expect(seen.last && nameOf(seen.last)).toBe(known.last);
    expect(board.cells.map((cell, at) => `${nameOf(cell)}${seen.cells[at]!}`).toSorted()).toEqual(
      plain.cells.map((cell, at) => `${cell}${known.cells[at]!}`),
    );
    expect(seen.completed.map((set) => set.map(nameOf).toSorted().join('')).toSorted()).toEqual(
      known.completed.map((set) => set.join('')).toSorted(),
    );
  };
  return { board, game, nameOf, plainState, compare };
};

/** Compares the value of a position and of each move in it. */
const compareValues = (
  solver: PositionalSolver,
  plainSolver: PositionalSolver,
  { nameOf, plainState }: Pick<ReturnType<typeof sideBySide>, 'nameOf' | 'plainState'>,
  state: PositionalState,
): void => {
  const plain: Position = plainState(state);
  expect(solver.value(state)).toBe(plainSolver.value(plain));
  const values = solver.moveValues(state).map(({ cell, value }) => `${nameOf(cell)}${value}`);
  expect(values.toSorted()).toEqual(
    plainSolver.moveValues(plain).map(({ cell, value }) => `${cell}${value}`),
  );
};

/** The states of one match after each of these moves, for as long as it lasts. */
const statesOf = (
  { game, board }: Pick<ReturnType<typeof sideBySide>, 'game' | 'board'>,
  skin: string,
  order: readonly number[],
): PositionalState[] => {
  const states = [game.setup({ skin }, rng)];
  for (const cell of order) {
    const [seat] = game.actors(states.at(-1)!);
    if (seat === undefined) break;
    states.push(game.step(states.at(-1)!, new Map([[seat, board.cells[cell]!]]), rng));
  }
  return states;
};

describe.each(positionalBoards.map((board) => [board.id, board] as const))('a skin of %s', (_, plain) => {
  const orders = fc.shuffledSubarray([...plain.cells.keys()], { minLength: plain.cells.length });

  test('maps the cells and the winning sets one to one', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { board, plainCells } = createSkin(plain, seed);
        expect(plainCells.toSorted((a, b) => a - b)).toEqual([...plain.cells.keys()]);
        const images = board.winningSets.map((set) => imageOf(plainCells, set));
        expect(images).toHaveLength(plain.winningSets.length);
        expect(new Set(images)).toEqual(new Set(plain.winningSets));
        expect(board.layers.flatMap(({ rows }) => rows.flat())).toEqual(board.cells);
      }),
    );
  });

  test('plays every line as the board does', () => {
    fc.assert(
      fc.property(seeds, orders, (seed, order) => {
        const pair = sideBySide(plain, seed);
        for (const state of statesOf(pair, seed, order)) pair.compare(state);
      }),
      { numRuns: 40 },
    );
  });

  test('has the values of the board, move by move', () => {
    const plainSolver = createSolver(plain);
    // The 5x5 board is searched only where that is quick.
    const skipped = plain.cells.length > 16 ? 12 : 0;
    fc.assert(
      fc.property(seeds, orders, (seed, order) => {
        const pair = sideBySide(plain, seed);
        const solver = createSolver(pair.board, { tableEntriesMax: 2 ** 16 });
        for (const state of statesOf(pair, seed, order).slice(skipped))
          compareValues(solver, plainSolver, pair, state);
      }),
      { numRuns: 6 },
    );
  });

  test('says nothing of what lies under it', () => {
    fc.assert(
      fc.property(seeds, orders, (skin, order) => {
        const pair = sideBySide(plain, skin);
        const { game, board } = pair;
        const views = statesOf(pair, skin, order).map((state) => game.view(state, 'public'));
        const refusals = ['', 'what', board.cells[0]!, `${board.cells[0]!} ${board.cells[1]!}`].map(
          (text) => {
            const parsed = game.parseAction(text, views[1]!);
            return 'message' in parsed ? parsed.message : '';
          },
        );
        const state = game.setup({ skin }, rng);
        const texts = [
          game.rules({ skin }),
          ...views.map((view) => game.describe(view)),
          ...views.slice(1).map((view, at) => game.news(views[at]!, view)),
          ...refusals,
          game.check(state, 0, 'A')!.message,
        ];
        for (const text of texts) {
          expect(text).not.toMatch(tellTale);
          expect(text).not.toContain(plain.title);
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('every position of tic-tac-toe has its image and its value in a skin', () => {
  const plain = positionalBoard('tic-tac-toe');
  const seed = 'c0ffee';
  const pair = sideBySide(plain, seed);
  const solver = createSolver(pair.board);
  const plainSolver = createSolver(plain);
  const seen = new Set<string>();
  const walk = (state: PositionalState): void => {
    const key = `${state.first} ${state.second}`;
    if (seen.has(key)) return;
    seen.add(key);
    pair.compare(state);
    compareValues(solver, plainSolver, pair, state);
    for (const seat of pair.game.actors(state))
      for (const cell of pair.game.legalActions(state, seat))
        walk(pair.game.step(state, new Map([[seat, cell]]), rng));
  };
  walk(pair.game.setup({ skin: seed }, rng));
  // All positions that play can reach, the finished ones included.
  expect(seen.size).toBe(5478);
});

describe('skins', () => {
  const plain = positionalBoard('tic-tac-toe');

  test('are equal for equal seeds, and others for others', () => {
    expect(createSkin(plain, '1')).toEqual(createSkin(plain, '1'));
    const texts = Array.from({ length: 50 }, (_, n) => JSON.stringify(createSkin(plain, n.toString(16))));
    expect(new Set(texts).size).toBe(50);
    expect(createSkin(plain, '1').board.cells).not.toEqual(createSkin(plain, '01').board.cells);
  });

  test('without a seed there is none', () => {
    expect(createSkin(plain, undefined).board).toBe(plain);
    expect(createSkin(plain, undefined).plainCells).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const game = createPositionalGame(plain);
    expect(Object.keys(game.setup({}, rng))).toEqual(['first', 'last', 'second']);
    expect(Object.keys(game.view(game.setup({}, rng), 'public'))).not.toContain('skin');
  });

  test('of more boards than are kept ready play on', () => {
    const game = createPositionalGame(plain);
    const starts = Array.from({ length: 200 }, (_, n) => game.setup({ skin: n.toString(16) }, rng));
    const rules = starts.map(({ skin }) => game.rules({ skin: skin! }));
    expect(starts.map(({ skin }) => game.rules({ skin: skin! }))).toEqual(rules);
    expect(starts.map((state) => game.legalActions(state, 0))).toEqual(
      starts.map(({ skin }) => createSkin(plain, skin).board.cells),
    );
  });

  test('have a seed of hexadecimal digits', () => {
    expect(['0', 'ff', 'a'.repeat(64)].every((seed) => skinSeedSchema.safeParse(seed).success)).toBe(true);
    expect(['', 'F', '0x1', 'a'.repeat(65)].some((seed) => skinSeedSchema.safeParse(seed).success)).toBe(
      false,
    );
  });

  test('name the largest board without two names that begin alike', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const names = drawSkinNames(cellsMax + 1, labelledRng(seed));
        expect(new Set(names.map((name) => name.slice(0, 2))).size).toBe(cellsMax + 1);
        for (const name of names) expect(name).toMatch(skinName);
      }),
    );
    expect(() => drawSkinNames(36, rng)).toThrow('36 names: 35 at most');
  });

  test('have words of their own that no name can be taken for', () => {
    const words = skinThemes.flatMap((theme) => Object.values(theme));
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).not.toMatch(skinName);
    for (const { board, cell, set } of skinThemes) {
      for (const word of [board, cell, set]) expect(word).toMatch(/^[^aeiou]/u);
    }
  });

  test('names are read in a skin as its texts write them', () => {
    const { board, game, nameOf } = sideBySide(plain, 'abc');
    const view = game.view(game.setup({ skin: 'abc' }, rng), 0);
    const [cell] = board.cells;
    for (const text of [cell!, cell!.toUpperCase(), `"${cell!}".`])
      expect(game.parseAction(text, view)).toEqual({ action: cell });
    expect(game.parseAction(nameOf(cell!), view)).toMatchObject({ problem: 'unparsable' });
    expect(maskOf(plain.cells, board.cells.map(nameOf))).toBe(0b111111111);
  });
});
