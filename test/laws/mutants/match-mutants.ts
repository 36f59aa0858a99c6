import type { Outcome } from '../../../games/game.ts';
import { outcomeOf } from '../../../games/outcome.ts';
import { type Kuhn, type Mutant, mutant } from './mutant.ts';

const outcomeWith =
  (change: (outcome: Outcome) => Partial<Outcome>) =>
  (game: Kuhn): Partial<Kuhn> => ({
    outcome: (state) => {
      const outcome = game.outcome(state);
      return outcome && { ...outcome, ...change(outcome) };
    },
  });

export const matchMutants: readonly Mutant[] = [
  mutant(1, 'a match that never ends', /not over after stepsMax/, (game) => ({
    traits: { ...game.traits, stepsMax: 100 },
    step: (state, moves, rng) => {
      const next = game.step(state, moves, rng);
      return next.cards === null ? { ...next, cards: ['K', 'J'], results: [] } : next;
    },
  })),
  mutant(1, 'somebody acts when the match is over', /no legal action/, (game) => ({
    actors: (state) => (state.cards === null ? [0] : game.actors(state)),
  })),
  mutant(1, 'an outcome before the end', /over is true/, (game) => ({
    outcome: (state) => game.outcome({ ...state, cards: null }),
  })),
  mutant(1, 'both act at once in a sequential game', /one actor at a time/, (game) => ({
    actors: (state) => (state.cards === null ? [] : [0, 1]),
    legalActions: (state) => game.legalActions(state, state.betting.length % 2),
  })),
  mutant(
    6,
    'scores that do not add up',
    /add up to/,
    outcomeWith(({ scores, reason }) => outcomeOf([scores[0]! + 0.5, scores[1]!], reason)),
  ),
  mutant(
    6,
    'a seat without a score',
    /Expected values to be strictly equal/,
    outcomeWith(() => ({ scores: [0] })),
  ),
  mutant(
    6,
    'a player with the score of an arbiter',
    /score of seat 1/,
    outcomeWith(() => ({ scores: [0, null] })),
  ),
  mutant(
    6,
    'the loser is placed first',
    /places follow scores/,
    outcomeWith(({ scores }) => ({
      places: scores[0]! > scores[1]! ? [2, 1] : [1, 1],
    })),
  ),
  mutant(6, 'draws in a game said to have none', /a draw in a game without draws/, (game) => ({
    traits: { ...game.traits, draws: false },
  })),
  mutant(6, 'a forfeit that wins', /a forfeit is not last/, (game) => ({
    onForfeit: (state, seat) => game.onForfeit!(state, 1 - seat),
  })),
  mutant(6, 'an advantage in chips', /advantage/, () => ({
    advantage: (view) => view.scores.map((x) => x * 3),
  })),
];
