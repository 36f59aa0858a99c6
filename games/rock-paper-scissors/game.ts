import { z } from 'zod';
import type { Game, Illegal, Outcome, Seat } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import { describe, news } from './describe.ts';
import { parseAction } from './parse.ts';
import { rulesText } from './rules.ts';
import type { Config, State, View } from './state.ts';
import { type Throw, addRound, gainOf, roundsIn, throws } from './throws.ts';

const roundsMax = 1000;

const bothSeats: readonly Seat[] = [0, 1];
const nobody: readonly Seat[] = [];

const isOver = (state: State): boolean => roundsIn(state.history) === state.rounds;

const actors = (state: State): readonly Seat[] => (isOver(state) ? nobody : bothSeats);

const check = (state: State, seat: Seat, action: Throw): Illegal | undefined => {
  if (isOver(state)) return { code: 'match-over', message: 'The match is over: all rounds are played.' };
  if (!bothSeats.includes(seat)) return { code: 'not-your-turn', message: 'Only seats 0 and 1 play.' };
  if (throws.includes(action)) return undefined;
  return { code: 'no-such-throw', message: `There is no such throw. Play one of ${throws.join(', ')}.` };
};

const step = (state: State, actions: ReadonlyMap<Seat, Throw>): State => {
  const first = actions.get(0);
  const second = actions.get(1);
  if (first === undefined || second === undefined) throw new RangeError('a round takes two throws');
  return {
    history: addRound(state.history, first, second),
    net: state.net + gainOf(first, second),
    rounds: state.rounds,
  };
};

const scoresOf = (net: number): readonly [number, number] => [net, 0 - net];

const onForfeit = (state: State, seat: Seat): Outcome => {
  // As if every round to come were lost, so that giving up never pays.
  const net = seat === 0 ? state.net : -state.net;
  const score = Math.min(net - (state.rounds - roundsIn(state.history)), -1);
  return outcomeOf(scoresOf(seat === 0 ? score : -score), 'forfeit');
};

/** Repeated rock-paper-scissors: the simplest game in which to find a pattern in the other's play, and to have none. */
export const rockPaperScissors: Game<Config, State, Throw, View> = {
  id: 'rock-paper-scissors',
  title: 'Rock-paper-scissors',
  version: 1,
  traits: {
    players: 2,
    dynamics: 'simultaneous',
    information: 'perfect',
    chance: false,
    utility: { sum: 0 },
    actions: 'listed',
    draws: true,
    stepsMax: roundsMax,
  },
  schemas: {
    config: z.strictObject({ rounds: z.int().min(1).max(roundsMax).default(10) }),
    action: z.enum(throws),
  },
  defaults: { rounds: 10 },
  rules: (config) => rulesText(config.rounds),
  roles: () => [
    { name: 'first', kind: 'player' },
    { name: 'second', kind: 'player' },
  ],
  setup: (config) => ({ history: '', net: 0, rounds: config.rounds }),
  actors,
  legalActions: (state, seat) => (actors(state).includes(seat) ? throws : []),
  check,
  step,
  outcome: (state) => (isOver(state) ? outcomeOf(scoresOf(state.net), 'rounds-played') : undefined),
  view: (state) => state,
  describe,
  news,
  formatAction: (action) => action,
  parseAction,
  determinise: (view) => view,
  onForfeit,
};
