import { z } from 'zod';
import type { Game, Illegal, Outcome, Seat, Viewer } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import type { Rng } from '../rng.ts';
import {
  type Action,
  type Betting,
  type Card,
  type Cards,
  actions,
  actionsAfter,
  cards,
  gainOf,
  isFinished,
  isShowdown,
  lossMax,
} from './betting.ts';
import { describe, news } from './describe.ts';
import { parseAction } from './parse.ts';
import { rulesText } from './rules.ts';
import type { Config, KnownCards, State, View } from './state.ts';

const handsMax = 500;
const actionsAHandMax = 3;

const deal = (rng: Rng, hand: number): Cards => {
  const [first, second] = rng.stream('deal', hand).shuffle(cards) as [Card, Card, Card];
  return [first, second];
};

const actors = (state: State): readonly Seat[] => (state.cards === null ? [] : [state.betting.length % 2]);

const legalActions = (state: State, seat: Seat): readonly Action[] =>
  actors(state).includes(seat) ? actionsAfter(state.betting) : [];

const check = (state: State, seat: Seat, action: Action): Illegal | undefined => {
  if (state.cards === null) return { code: 'match-over', message: `${action}: all hands are played.` };
  if (!actors(state).includes(seat))
    return { code: 'not-your-turn', message: `${action}: the other player acts now.` };
  if (actionsAfter(state.betting).includes(action)) return undefined;
  return state.betting.at(-1) === 'bet'
    ? { code: 'bet-to-answer', message: `${action}: there is a bet to answer; call or fold.` }
    : { code: 'no-bet', message: `${action}: nobody has bet in this hand; check or bet.` };
};

const step = (state: State, moves: ReadonlyMap<Seat, Action>, rng: Rng): State => {
  const betting = [...state.betting, moves.get(state.betting.length % 2)!];
  if (!isFinished(betting) || state.cards === null) return { ...state, betting };
  const gain = gainOf(state.cards, betting);
  const results = [...state.results, { betting, cards: state.cards }];
  return {
    betting: [],
    cards: results.length === state.hands ? null : deal(rng, results.length),
    hands: state.hands,
    results,
    scores: [state.scores[0] + gain, state.scores[1] - gain],
  };
};

const known = (dealt: Cards, betting: Betting, viewer: Viewer): KnownCards => {
  const isSeen = (seat: Seat): boolean => viewer === 'referee' || viewer === seat || isShowdown(betting);
  return [isSeen(0) ? dealt[0] : null, isSeen(1) ? dealt[1] : null];
};

/** A pair of cards that agrees with the known ones, each such pair being equally likely. */
const guess = (seen: KnownCards, rng: Rng): Cards => {
  const hidden = rng.shuffle(cards.filter((card) => !seen.includes(card)));
  return [seen[0] ?? hidden.pop()!, seen[1] ?? hidden.pop()!];
};

const onForfeit = (state: State, seat: Seat): Outcome => {
  // As if every unfinished hand were lost at its highest stake, so that giving up never pays.
  const loss = state.scores[seat]! - lossMax * (state.hands - state.results.length);
  const score = Math.min(loss, -1);
  return outcomeOf(seat === 0 ? [score, -score] : [-score, score], 'forfeit');
};

/**
 * Kuhn's three-card poker (1950), many hands a match. Seat 0 acts first in every hand, so that each role has one
 * value: -1/18 chip a hand to the first with best play. Mirrored pairs of matches even it out.
 */
export const kuhnPoker: Game<Config, State, Action, View> = {
  id: 'kuhn-poker',
  title: 'Kuhn poker',
  version: 1,
  traits: {
    players: 2,
    dynamics: 'sequential',
    information: 'imperfect',
    chance: true,
    utility: { sum: 0 },
    actions: 'listed',
    draws: true,
    stepsMax: handsMax * actionsAHandMax,
  },
  schemas: {
    config: z.strictObject({ hands: z.int().min(1).max(handsMax).default(20) }),
    action: z.enum(actions),
  },
  defaults: { hands: 20 },
  rules: (config) => rulesText(config.hands),
  roles: () => [
    { name: 'first', kind: 'player' },
    { name: 'second', kind: 'player' },
  ],
  setup: (config, rng) => ({
    betting: [],
    cards: deal(rng, 0),
    hands: config.hands,
    results: [],
    scores: [0, 0],
  }),
  actors,
  legalActions,
  check,
  step,
  outcome: (state) => (state.cards === null ? outcomeOf(state.scores, 'all-hands-played') : undefined),
  view: (state, viewer) => ({
    betting: state.betting,
    cards: state.cards && known(state.cards, state.betting, viewer),
    hands: state.hands,
    results: state.results.map(({ betting, cards: dealt }) => ({
      betting,
      cards: known(dealt, betting, viewer),
    })),
    scores: state.scores,
    viewer,
  }),
  describe,
  news,
  formatAction: (action) => action,
  parseAction,
  advantage: (view) => view.scores.map((score) => score / (lossMax * view.hands)),
  determinise: (view, rng) => ({
    betting: view.betting,
    cards: view.cards && guess(view.cards, rng),
    hands: view.hands,
    results: view.results.map((result) => ({ betting: result.betting, cards: guess(result.cards, rng) })),
    scores: view.scores,
  }),
  onForfeit,
};
