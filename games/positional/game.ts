import { z } from 'zod';
import type { Game, Illegal, Outcome, Role, Seat } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import { fullMask, hasCompleted, namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { positionalBoards } from './boards.ts';
import { freeText, newsText, takenText, viewText } from './describe.ts';
import { createParser } from './parse.ts';
import { rulesText } from './rules.ts';
import { skinSeedSchema } from './skin-seed.ts';
import { createSkin } from './skin.ts';
import { skinName } from './skin-words.ts';
import { freeMark, roleNames, seatMarks } from './state.ts';
import type { PositionalConfig, PositionalState, PositionalView } from './state.ts';

const roles: readonly Role[] = roleNames.map((name) => ({ name, kind: 'player' }));

const drawOutcome = outcomeOf([0.5, 0.5], 'full-board');
const winOutcomes = [outcomeOf([1, 0], 'winning-set'), outcomeOf([0, 1], 'winning-set')] as const;

const nobody: readonly Seat[] = [];
const seatAlone = [[0], [1]] as const;

/** Who took the last cell; second before the first move, so that first is the other one. */
const lastMover = ({ first, last }: PositionalState): 0 | 1 =>
  last !== null && (first & (1 << last)) !== 0 ? 0 : 1;

/** A state, which names its skin only where it has one. */
const stateWith = (
  skin: string | undefined,
  first: number,
  last: number | null,
  second: number,
): PositionalState => (skin === undefined ? { first, last, second } : { first, last, second, skin });

/** The rules of one board on states: all that depends on its winning sets. */
const createRules = (board: PositionalBoard, skin: string | undefined) => {
  const full = fullMask(board);
  const cellOf = new Map(board.cells.map((name, cell) => [name, cell]));
  const setsThrough = board.cells.map((_, cell) =>
    board.winningSets.filter((set) => (set & (1 << cell)) !== 0),
  );
  /** Only a set through the last cell can have been completed: before it was taken, the match was on. */
  const winner = (state: PositionalState): 0 | 1 | undefined => {
    if (state.last === null) return undefined;
    const mover = lastMover(state);
    return hasCompleted(setsThrough[state.last]!, mover === 0 ? state.first : state.second)
      ? mover
      : undefined;
  };
  const isFull = ({ first, second }: PositionalState): boolean => (first | second) === full;
  const mover = (state: PositionalState): 0 | 1 | undefined =>
    isFull(state) || winner(state) !== undefined ? undefined : lastMover(state) === 0 ? 1 : 0;

  return {
    cellOf,
    winner,
    mover,
    legalActions: (state: PositionalState, seat: Seat): readonly string[] => {
      if (mover(state) !== seat) return [];
      const taken = state.first | state.second;
      const free: string[] = [];
      for (let cell = 0; cell < board.cells.length; cell++) {
        if ((taken & (1 << cell)) === 0) free.push(board.cells[cell]!);
      }
      return free;
    },
    outcome: (state: PositionalState): Outcome | undefined => {
      const won = winner(state);
      if (won !== undefined) return winOutcomes[won];
      return isFull(state) ? drawOutcome : undefined;
    },
    step: (state: PositionalState, actions: ReadonlyMap<Seat, string>): PositionalState => {
      const seat = lastMover(state) === 0 ? 1 : 0;
      const cell = cellOf.get(actions.get(seat)!);
      if (cell === undefined) throw new RangeError(`${board.id}: ${actions.get(seat)} is not a cell`);
      const { first, second } = state;
      return seat === 0
        ? stateWith(skin, first | (1 << cell), cell, second)
        : stateWith(skin, first, cell, second | (1 << cell));
    },
  };
};

type Rules = ReturnType<typeof createRules>;

/** The marks of three cells, by three bits for what first owns and above them three for second. */
const marksOfThree = Array.from({ length: 64 }, (_, owned) =>
  [0, 1, 2]
    .map((cell) => seatMarks[[owned, owned >> 3].findIndex((mask) => ((mask >> cell) & 1) !== 0)] ?? freeMark)
    .join(''),
);

/** A mark a cell. By three of them, since every seat is told at every step. */
const marksIn = ({ cells: { length } }: PositionalBoard, { first, second }: PositionalState): string => {
  let marks = '';
  for (let cell = 0; cell < length; cell += 3)
    marks += marksOfThree[((first >>> cell) & 7) | (((second >>> cell) & 7) << 3)]!;
  return marks.length === length ? marks : marks.slice(0, length);
};

const noSets: PositionalView['completed'] = [];

const createView =
  (board: PositionalBoard, rules: Rules) =>
  (state: PositionalState): PositionalView => {
    const winner = rules.winner(state) ?? null;
    const owned = winner === 0 ? state.first : state.second;
    const cells = marksIn(board, state);
    const completed =
      winner === null
        ? noSets
        : board.winningSets.filter((set) => (set & owned) === set).map((set) => namesIn(board, set));
    const last = state.last === null ? null : board.cells[state.last]!;
    const toMove = rules.mover(state) ?? null;
    const { skin } = state;
    return skin === undefined
      ? { cells, completed, last, toMove, winner }
      : { cells, completed, last, skin, toMove, winner };
  };

const stateOf = (board: PositionalBoard, rules: Rules, view: PositionalView): PositionalState => {
  const ownedBy = (mark: string): number =>
    board.cells.reduce((mask, _, cell) => (view.cells[cell] === mark ? mask | (1 << cell) : mask), 0);
  const last = view.last === null ? null : rules.cellOf.get(view.last)!;
  return stateWith(view.skin, ownedBy(seatMarks[0]), last, ownedBy(seatMarks[1]));
};

/** One board at play: the plain one, or a skin of it. */
const createTable = (board: PositionalBoard, skin: string | undefined) => {
  const rules = createRules(board, skin);
  const view = createView(board, rules);
  const check = (state: PositionalState, seat: Seat, action: string): Illegal | undefined => {
    const mover = rules.mover(state);
    if (mover === undefined) return { code: 'match-over', message: 'The match is over.' };
    if (mover !== seat) {
      return { code: 'not-your-turn', message: `It is ${roleNames[mover]}'s turn to move.` };
    }
    const cell = rules.cellOf.get(action);
    if (cell === undefined) {
      const { words } = board;
      const message = `This ${words.board} has no such ${words.cell}. ${freeText(board, view(state))}`;
      return { code: 'no-such-cell', message };
    }
    if (((state.first | state.second) & (1 << cell)) === 0) return undefined;
    return { code: 'cell-taken', message: takenText(board, view(state), action) };
  };
  // Told to every seat of every match.
  let told: string | undefined;
  const tellRules = (): string => (told ??= rulesText(board));
  return { board, rules, view, check, tellRules, parse: createParser(board) };
};

type Table = ReturnType<typeof createTable>;

/** How many skins of a board are kept ready; one more, and the oldest is made anew when it is needed. */
const skinsKeptMax = 64;

/** The table that a configuration, a state or a view belongs to. */
const createTables = (board: PositionalBoard): ((of: { readonly skin?: string }) => Table) => {
  const plain = createTable(board, undefined);
  const skinned = new Map<string, Table>();
  return ({ skin }) => {
    if (skin === undefined) return plain;
    const known = skinned.get(skin);
    if (known !== undefined) return known;
    const made = createTable(createSkin(board, skin).board, skin);
    const [oldest] = skinned.keys();
    if (skinned.size === skinsKeptMax && oldest !== undefined) skinned.delete(oldest);
    skinned.set(skin, made);
    return made;
  };
};

const schemasOf = (board: PositionalBoard) => ({
  config: z.strictObject({
    skin: skinSeedSchema
      .describe('seed of a skin: the same game with other names, its cells in another order')
      .exactOptional(),
  }),
  // The type is said once more for readers of JSON Schema that do not look into its alternatives.
  action: z
    .union([z.enum(board.cells), z.string().regex(skinName).describe('where the board has a skin')])
    .meta({ type: 'string' }),
});

/** The game on a board: take a free cell in turn; the first to own a whole winning set wins. */
export const createPositionalGame = (
  board: PositionalBoard,
): Game<PositionalConfig, PositionalState, string, PositionalView> => {
  const tableOf = createTables(board);
  return {
    id: board.id,
    title: board.title,
    version: 1,
    traits: {
      players: 2,
      dynamics: 'sequential',
      information: 'perfect',
      chance: false,
      utility: { sum: 1 },
      actions: 'listed',
      draws: true,
      stepsMax: board.cells.length,
    },
    schemas: schemasOf(board),
    defaults: {},
    rules: (config) => tableOf(config).tellRules(),
    roles: () => roles,
    setup: ({ skin }) => stateWith(skin, 0, null, 0),
    actors: (state) => {
      const mover = tableOf(state).rules.mover(state);
      return mover === undefined ? nobody : seatAlone[mover];
    },
    legalActions: (state, seat) => tableOf(state).rules.legalActions(state, seat),
    check: (state, seat, action) => tableOf(state).check(state, seat, action),
    step: (state, actions) => tableOf(state).rules.step(state, actions),
    outcome: (state) => tableOf(state).rules.outcome(state),
    view: (state) => tableOf(state).view(state),
    describe: (view) => viewText(tableOf(view).board, view),
    news: (before, after) => newsText(tableOf(after).board, before, after),
    formatAction: (action) => action,
    parseAction: (text, view) => tableOf(view).parse(text, view),
    determinise: (view) => stateOf(tableOf(view).board, tableOf(view).rules, view),
  };
};

/** The games of the family, in the order of the boards. */
export const positionalGames = positionalBoards.map(createPositionalGame);
