import { z } from 'zod';
import type { Game, Illegal, Outcome, Role, Seat } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import { fullMask, hasCompleted, namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { positionalBoards } from './boards.ts';
import { freeCells, newsText, takenText, viewText } from './describe.ts';
import { createParser } from './parse.ts';
import { rulesText } from './rules.ts';
import { freeMark, roleNames, seatMarks } from './state.ts';
import type { PositionalConfig, PositionalState, PositionalView } from './state.ts';

const roles: readonly Role[] = roleNames.map((name) => ({ name, kind: 'player' }));
const emptyState: PositionalState = { first: 0, last: null, second: 0 };

const drawOutcome = outcomeOf([0.5, 0.5], 'full-board');
const winOutcomes = [outcomeOf([1, 0], 'winning-set'), outcomeOf([0, 1], 'winning-set')] as const;

const nobody: readonly Seat[] = [];
const seatAlone = [[0], [1]] as const;

/** Who took the last cell; second before the first move, so that first is the other one. */
const lastMover = ({ first, last }: PositionalState): 0 | 1 =>
  last !== null && (first & (1 << last)) !== 0 ? 0 : 1;

/** The rules of one board on states: all that depends on its winning sets. */
const createRules = (board: PositionalBoard) => {
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
        ? { first: first | (1 << cell), last: cell, second }
        : { first, last: cell, second: second | (1 << cell) };
    },
  };
};

type Rules = ReturnType<typeof createRules>;

const createView =
  (board: PositionalBoard, rules: Rules) =>
  (state: PositionalState): PositionalView => {
    const winner = rules.winner(state) ?? null;
    const owned = winner === 0 ? state.first : state.second;
    const markOf = (mask: number): string =>
      (state.first & mask) !== 0 ? seatMarks[0] : (state.second & mask) !== 0 ? seatMarks[1] : freeMark;
    return {
      cells: board.cells.map((_, cell) => markOf(1 << cell)).join(''),
      completed:
        winner === null
          ? []
          : board.winningSets.filter((set) => (set & owned) === set).map((set) => namesIn(board, set)),
      last: state.last === null ? null : board.cells[state.last]!,
      toMove: rules.mover(state) ?? null,
      winner,
    };
  };

const stateOf = (board: PositionalBoard, rules: Rules, view: PositionalView): PositionalState => {
  const ownedBy = (mark: string): number =>
    board.cells.reduce((mask, _, cell) => (view.cells[cell] === mark ? mask | (1 << cell) : mask), 0);
  return {
    first: ownedBy(seatMarks[0]),
    last: view.last === null ? null : rules.cellOf.get(view.last)!,
    second: ownedBy(seatMarks[1]),
  };
};

/** The game on a board: take a free cell in turn; the first to own a whole winning set wins. */
export const createPositionalGame = (
  board: PositionalBoard,
): Game<PositionalConfig, PositionalState, string, PositionalView> => {
  const rules = createRules(board);
  const view = createView(board, rules);
  const check = (state: PositionalState, seat: Seat, action: string): Illegal | undefined => {
    const mover = rules.mover(state);
    if (mover === undefined) return { code: 'match-over', message: 'The match is over.' };
    if (mover !== seat) {
      return { code: 'not-your-turn', message: `It is ${roleNames[mover]}'s turn to move.` };
    }
    const cell = rules.cellOf.get(action);
    if (cell === undefined) {
      const free = freeCells(board, view(state)).join(', ');
      return { code: 'no-such-cell', message: `This board has no such cell. Free cells: ${free}.` };
    }
    if (((state.first | state.second) & (1 << cell)) === 0) return undefined;
    return { code: 'cell-taken', message: takenText(board, view(state), action) };
  };
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
    schemas: { config: z.strictObject({}), action: z.enum(board.cells) },
    defaults: {},
    rules: () => rulesText(board),
    roles: () => roles,
    setup: () => emptyState,
    actors: (state) => {
      const mover = rules.mover(state);
      return mover === undefined ? nobody : seatAlone[mover];
    },
    legalActions: rules.legalActions,
    check,
    step: rules.step,
    outcome: rules.outcome,
    view,
    describe: (view) => viewText(board, view),
    news: (before, after) => newsText(board, before, after),
    formatAction: (action) => action,
    parseAction: createParser(board),
    determinise: (view) => stateOf(board, rules, view),
  };
};

/** The games of the family, in the order of the boards. */
export const positionalGames = positionalBoards.map(createPositionalGame);
