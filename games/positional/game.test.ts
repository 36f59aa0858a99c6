import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../canonical.ts';
import { stepRng } from '../rng.ts';
import { namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { positionalBoard, positionalBoards } from './boards.ts';
import { createPositionalGame, positionalGames } from './game.ts';
import { createSkin } from './skin.ts';
import type { PositionalConfig, PositionalState, PositionalView } from './state.ts';

const seed = '00112233445566778899aabbccddeeff';
const rng = stepRng(seed, 0);

type PositionalGame = (typeof positionalGames)[number];

const gameOf = (id: string): PositionalGame => positionalGames.find((game) => game.id === id)!;

/** The states after each of the moves, the setup first, all frozen. */
const statesOf = (game: PositionalGame, moves: Iterable<string>): PositionalState[] => {
  const states = [Object.freeze(game.setup({}, rng))];
  for (const move of moves) {
    const state = states.at(-1)!;
    const [seat] = game.actors(state);
    expect(game.check(state, seat!, move)).toBeUndefined();
    states.push(Object.freeze(game.step(state, new Map([[seat!, move]]), rng)));
  }
  return states;
};

const stateAfter = (game: PositionalGame, moves: string): PositionalState => statesOf(game, moves).at(-1)!;
const viewAfter = (game: PositionalGame, moves: string): PositionalView =>
  game.view(stateAfter(game, moves), 'public');

/** Who has won by the rules as written: the owner of a whole winning set, by names alone. */
const winnerByHand = (board: PositionalBoard, moves: readonly string[]): number | undefined => {
  const sets = board.winningSets.map((set) => namesIn(board, set));
  return [0, 1].find((seat) => {
    const owned = new Set(moves.filter((_, at) => at % 2 === seat));
    return sets.some((set) => set.every((name) => owned.has(name)));
  });
};

const skin = '5eed';

/** Every board as it is and in a skin: the laws of the game do not know the difference. */
const tables = positionalBoards.flatMap((plain): [string, PositionalConfig, PositionalBoard][] => [
  [plain.id, {}, plain],
  [`${plain.id} in a skin`, { skin }, createSkin(plain, skin).board],
]);

describe.each(tables)('%s', (_, config, board) => {
  const game = createPositionalGame(positionalBoard(board.id));
  const orders = fc.shuffledSubarray([...board.cells], { minLength: board.cells.length });

  test('every order of the cells plays until the rules as written end it', () => {
    fc.assert(
      fc.property(orders, (order) => {
        let state = game.setup(config, rng);
        const played: string[] = [];
        for (const move of order) {
          const winner = winnerByHand(board, played);
          if (winner !== undefined) break;
          expect(game.outcome(state)).toBeUndefined();
          expect(game.actors(state)).toEqual([played.length % 2]);
          expect(game.legalActions(state, played.length % 2)).toEqual(
            board.cells.filter((name) => !played.includes(name)),
          );
          expect(game.legalActions(state, 1 - (played.length % 2))).toEqual([]);
          state = game.step(Object.freeze(state), new Map([[played.length % 2, move]]), rng);
          played.push(move);
        }
        const winner = winnerByHand(board, played);
        expect(game.actors(state)).toEqual([]);
        expect(game.outcome(state)).toEqual(
          winner === undefined
            ? { scores: [0.5, 0.5], places: [1, 1], reason: 'full-board' }
            : {
                scores: winner === 0 ? [1, 0] : [0, 1],
                places: winner === 0 ? [1, 2] : [2, 1],
                reason: 'winning-set',
              },
        );
      }),
    );
  });

  /** A state of a match, and its view. */
  const states = fc.tuple(orders, fc.nat(board.cells.length)).map(([order, length]) => {
    let state = game.setup(config, rng);
    for (const move of order.slice(0, length)) {
      const [seat] = game.actors(state);
      if (seat === undefined) break;
      state = game.step(state, new Map([[seat, move]]), rng);
    }
    return state;
  });

  test('a state is canonical as written, and its view holds all of it', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(JSON.stringify(state)).toBe(canonical({ ...state }));
        const view = game.view(state, 0);
        expect(game.determinise!(view, rng)).toEqual(state);
        expect(game.view(state, 1)).toEqual(view);
        expect(game.view(state, 'public')).toEqual(view);
        expect(game.view(JSON.parse(JSON.stringify(state)), 'referee')).toEqual(view);
      }),
    );
  });

  test('every cell is read in any case and with marks around it, and refused alike by check', () => {
    const marks = fc.stringMatching(/^[\s"'`*().,:;!]{0,6}$/u);
    fc.assert(
      fc.property(
        states,
        fc.constantFrom(...board.cells),
        marks,
        marks,
        fc.constantFrom('toLowerCase', 'toUpperCase', 'toString'),
        (state, cell, a, b, casing) => {
          const view = game.view(state, 'public');
          const parsed = game.parseAction(`${a}${cell[casing]()}${b}`, view);
          const refusal = game.check(state, view.toMove ?? 0, cell);
          expect(parsed).toEqual(
            refusal === undefined
              ? { action: game.formatAction(cell, view) }
              : { problem: 'illegal', message: refusal.message, reads: [cell] },
          );
        },
      ),
    );
  });

  test('no text makes the parser throw or return an action that is not legal', () => {
    fc.assert(
      fc.property(states, fc.string({ unit: 'grapheme', maxLength: 300 }), (state, text) => {
        const view = game.view(state, 'public');
        const parsed = game.parseAction(text, view);
        const isRight =
          'action' in parsed
            ? game.check(state, view.toMove!, parsed.action) === undefined
            : ['empty', 'unparsable', 'ambiguous', 'illegal'].includes(parsed.problem) &&
              parsed.message !== '';
        expect(isRight).toBe(true);
      }),
    );
  });

  test('the rules name the roles, the endings, every cell and every winning set', () => {
    const rules = game.rules(config);
    for (const { name } of game.roles(config)) expect(rules).toContain(name);
    for (const reason of ['winning-set', 'full-board']) expect(rules).toContain(reason);
    for (const set of board.winningSets) expect(rules).toContain(namesIn(board, set).join('-'));
    const example = /for example `(\S+)`\.\n$/u.exec(rules)![1]!;
    expect(game.check(game.setup(config, rng), 0, example)).toBeUndefined();
  });

  test('a description draws every cell once, with its owner', () => {
    fc.assert(
      fc.property(states, (state) => {
        const view = game.view(state, 'public');
        const drawn = game.describe(view).match(/(?<=^ .*)\S+[12.]/gmu)!;
        expect(drawn.sort()).toEqual(board.cells.map((name, cell) => `${name}${view.cells[cell]!}`).sort());
      }),
    );
  });
});

describe('texts', () => {
  const game = gameOf('tic-tac-toe');

  test('a position is drawn, and told in words', () => {
    expect(game.describe(viewAfter(game, 'EAI'))).toBe(
      [
        "The board; after each cell's name stands 1 where first owns it, 2 where second does, . where it is free:",
        '  A2 B. C.',
        '  D. E1 F.',
        '  G. H. I1',
        'First (1) owns E, I.',
        'Second (2) owns A.',
        'Free: B, C, D, F, G, H.',
        'The last move took I.',
        'Second is to move.',
      ].join('\n'),
    );
  });

  test('the cubes are drawn in two layers', () => {
    expect(gameOf('cube-tic-tac-toe').describe(viewAfter(gameOf('cube-tic-tac-toe'), 'AK'))).toContain(
      'Upper layer:\n  A1 B. I.\n  D. C. J.\nLower layer:\n  E. F. K2\n  H. G. L.\n',
    );
  });

  test.each([
    ['', 'E', 'First took E.'],
    ['E', 'A', 'Second took A.'],
    ['ABECG', 'D', 'Second took D.'],
    ['ABECF', 'I', 'Second took I.'],
    ['AHBC', 'E', 'First took E.'],
    ['EBAC', 'I', 'First took I and completed A-E-I: First wins.'],
    ['ABCDGFIH', 'E', 'First took E and completed A-E-I and C-E-G: First wins.'],
    ['EABCGDF', 'H', 'Second took H.'],
    ['ABCEDFHG', 'I', 'First took I. All cells are taken: the match is a draw.'],
    ['BADEC', 'I', 'Second took I and completed A-E-I: Second wins.'],
  ])('after %s the move %s is news: %s', (before, move, news) => {
    expect(game.news(viewAfter(game, before), viewAfter(game, before + move))).toBe(news);
  });

  test('news over several moves names them all, and over none says so', () => {
    expect(game.news(viewAfter(game, 'E'), viewAfter(game, 'EBAC'))).toBe('First took A. Second took B, C.');
    expect(game.news(viewAfter(game, 'EBA'), viewAfter(game, 'EBACI'))).toBe(
      'Second took C. First took I and completed A-E-I: First wins.',
    );
    expect(game.news(viewAfter(game, 'E'), viewAfter(game, 'E'))).toBe('No cell was taken.');
  });

  test('a view names the sets that won', () => {
    expect(viewAfter(game, 'ABCDGFIHE')).toEqual({
      cells: '121212121',
      completed: [
        ['A', 'E', 'I'],
        ['C', 'E', 'G'],
      ],
      last: 'E',
      toMove: null,
      winner: 0,
    });
  });
});

describe('refusals', () => {
  const game = gameOf('tic-tac-toe');

  test.each([
    ['EA', 0, 'A', 'cell-taken', 'A is taken: second owns it. Free cells: B, C, D, F, G, H, I.'],
    ['EA', 0, 'E', 'cell-taken', 'E is taken: first owns it. Free cells: B, C, D, F, G, H, I.'],
    ['EA', 0, 'Z', 'no-such-cell', 'This board has no such cell. Free cells: B, C, D, F, G, H, I.'],
    ['EA', 0, 'b', 'no-such-cell', 'This board has no such cell. Free cells: B, C, D, F, G, H, I.'],
    ['EA', 1, 'B', 'not-your-turn', "It is first's turn to move."],
    ['EBACI', 1, 'D', 'match-over', 'The match is over.'],
  ])('after %s seat %i may not take %s: %s', (moves, seat, action, code, message) => {
    expect(game.check(stateAfter(game, moves), seat, action)).toEqual({ code, message });
  });

  test.each([
    ['', 'empty', undefined],
    [' "" ', 'empty', undefined],
    ['the middle', 'unparsable', undefined],
    ['I pass', 'unparsable', undefined],
    ['BC', 'unparsable', undefined],
    ['ı', 'unparsable', undefined],
    ['B'.repeat(100_000), 'unparsable', undefined],
    ['B or C', 'ambiguous', ['B', 'C']],
    ['b, c', 'ambiguous', ['B', 'C']],
    ['I take B', 'ambiguous', ['I', 'B']],
    ['A', 'illegal', ['A']],
  ])('the answer %j is %s', (text, problem, reads) => {
    const parsed = game.parseAction(text, viewAfter(game, 'EA'));
    expect(parsed).toMatchObject({ problem, message: expect.stringContaining('B, C, D, F, G, H, I.') });
    expect('reads' in parsed ? parsed.reads : undefined).toEqual(reads);
  });

  test('an action that was not checked is a programmer error', () => {
    expect(() => game.step(game.setup({}, rng), new Map([[0, 'z']]), rng)).toThrow(RangeError);
    expect(() => game.step(game.setup({}, rng), new Map([[1, 'A']]), rng)).toThrow(RangeError);
  });

  test('the configuration is empty or names a skin', () => {
    expect(game.schemas.config.parse({})).toEqual({});
    expect(game.schemas.config.parse({ skin: '0a1' })).toEqual({ skin: '0a1' });
    for (const config of [{ size: 4 }, { skin: '' }, { skin: 'A1' }, { skin: 7 }, { skin: '0'.repeat(65) }])
      expect(game.schemas.config.safeParse(config).success).toBe(false);
  });

  test('an action is the name of a cell, of the board or of a skin', () => {
    expect(game.schemas.action.safeParse('I').success).toBe(true);
    for (const cell of createSkin(positionalBoard('tic-tac-toe'), skin).board.cells)
      expect(game.schemas.action.safeParse(cell).success).toBe(true);
    for (const text of ['J', 'i', '', 'move', 'kata', 'tavo ', 'Tavo'])
      expect(game.schemas.action.safeParse(text).success).toBe(false);
  });
});
