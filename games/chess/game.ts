import { z } from 'zod';
import type { Game, Illegal, Parsed, Role, Seat } from '../game.ts';
import type { ChessConfig } from './config.ts';
import { chessDefaults, configSchema, pliesMax } from './config.ts';
import { determinise } from './determinise.ts';
import { endOutcome } from './endings.ts';
import { turnOf } from './fen.ts';
import { explainIllegal } from './legality.ts';
import { uciPattern } from './move.ts';
import { formatMove, parseMove } from './notation.ts';
import { colorNames } from './pieces.ts';
import { rulesOf } from './rules.ts';
import { startBook } from './start-book.ts';
import type { ChessState } from './state.ts';
import { advance, findMove, initialState, lookupOf, positionOf } from './state.ts';
import type { ChessView } from './view.ts';
import { advantageOf, describeView, newsOf, viewOf } from './view.ts';

/** A move in UCI. */
export type ChessAction = string;

const roles: readonly Role[] = [
  { name: 'white', kind: 'player' },
  { name: 'black', kind: 'player' },
];

const white: readonly Seat[] = [0];
const black: readonly Seat[] = [1];
const nobody: readonly Seat[] = [];

const actors = (state: ChessState): readonly Seat[] => {
  if (state.end !== null) return nobody;
  return turnOf(state.fen) === 'w' ? white : black;
};

const check = (state: ChessState, seat: Seat, action: ChessAction): Illegal | undefined => {
  if (state.end !== null) return { code: 'game-over', message: 'The game is over.' };
  if (!actors(state).includes(seat)) {
    return { code: 'not-your-turn', message: `It is ${colorNames[turnOf(state.fen)]}'s move.` };
  }
  if (findMove(state, action) !== undefined) return undefined;
  return explainIllegal(positionOf(state), action);
};

const step = (state: ChessState, actions: ReadonlyMap<Seat, ChessAction>): ChessState => {
  const [seat] = actors(state);
  const action = seat === undefined ? undefined : actions.get(seat);
  if (action === undefined) throw new Error(`A step without the actor's action in ${state.fen}`);
  return advance(state, action);
};

const formatAction = (action: ChessAction, view: ChessView): string => {
  const move = findMove(view, action);
  return move === undefined ? action : formatMove(move, lookupOf(view).moves, positionOf(view));
};

const parseAction = (text: string, view: ChessView): Parsed<ChessAction> => {
  if (view.end !== null) return { problem: 'illegal', message: 'The game is over.' };
  return parseMove(text, { moves: lookupOf(view).moves, position: () => positionOf(view) });
};

/** Chess with automatic draws; chess.js is its referee. */
export const chess: Game<ChessConfig, ChessState, ChessAction, ChessView> = {
  id: 'chess',
  title: 'Chess',
  version: 1,
  traits: {
    players: 2,
    dynamics: 'sequential',
    information: 'perfect',
    chance: false,
    utility: { sum: 1 },
    actions: 'listed',
    draws: true,
    stepsMax: pliesMax,
  },
  schemas: {
    config: configSchema,
    action: z.string().regex(uciPattern).describe('A move in UCI: e2e4, e1g1 for castling, e7e8q'),
  },
  defaults: chessDefaults,
  rules: rulesOf,
  roles: () => roles,
  startKeys: ['fen'],
  startBook,
  setup: initialState,
  actors,
  legalActions: (state, seat) => (actors(state).includes(seat) ? lookupOf(state).actions : []),
  check,
  step,
  outcome: (state) => (state.end === null ? undefined : endOutcome(state.end, turnOf(state.fen))),
  view: viewOf,
  describe: describeView,
  news: newsOf,
  formatAction,
  parseAction,
  advantage: advantageOf,
  determinise,
};
