import type { Cards } from '../../../games/kuhn-poker/betting.ts';
import type { State } from '../../../games/kuhn-poker/state.ts';
import type { Rng } from '../../../games/rng.ts';
import { type Kuhn, type Mutant, mutant } from './mutant.ts';

/** A state of the wrong shape, as a careless author would make it in spite of the types. */
const misshapen = (state: State, extra: object): State => ({ ...state, ...extra });

/** Deals from what `source` gives instead of the hand's own stream. */
const dealing =
  (source: (rng: Rng, state: State) => Cards) =>
  (game: Kuhn): Partial<Kuhn> => {
    const dealt = (state: State, rng: Rng): State =>
      state.cards === null ? state : { ...state, cards: source(rng, state) };
    return {
      setup: (config, rng) => dealt(game.setup(config, rng), rng),
      step: (state, moves, rng) => {
        const next = game.step(state, moves, rng);
        return next.results === state.results ? next : dealt(next, rng);
      },
    };
  };

export const replayMutants: readonly Mutant[] = [
  mutant(3, 'a step that changes its input', /read only|not extensible/, (game) => ({
    step: (state, moves, rng) => {
      (state.scores as [number, number])[0] += 0;
      return game.step(state, moves, rng);
    },
  })),
  mutant(3, 'a refusal that changes what is legal', /a refusal changed/, (game) => {
    let refused = 0;
    return {
      check: (state, seat, action) => {
        const refusal = game.check(state, seat, action);
        if (refusal !== undefined) refused += 1;
        return refusal;
      },
      legalActions: (state, seat) => game.legalActions(state, seat).slice(0, refused > 0 ? 1 : 2),
    };
  }),
  mutant(4, 'Math.random in the setup', /replayed: state 0 differs/, (game) => ({
    setup: (config, rng) => misshapen(game.setup(config, rng), { betting: [], token: Math.random() }),
  })),
  mutant(4, 'the clock in a step', /replayed: state \d+ differs/, (game) => ({
    step: (state, moves, rng) => misshapen(game.step(state, moves, rng), { tick: performance.now() }),
  })),
  ...Object.entries({
    undefined: undefined,
    'a map': new Map(),
    'a date': new Date(0),
    'not a number': Number.NaN,
    'minus zero': -0,
    'a function': () => 0,
  }).map(([what, value]) =>
    mutant(4, `a state that holds ${what}`, /is of type|not a plain value|is NaN|is -0/, (game) => ({
      // Replays agree on such a value; only the walk over the state sees it.
      setup: (config, rng) => misshapen(game.setup(config, rng), { token: value }),
    })),
  ),
  mutant(4, 'a state built in another order', /canonical order/, (game) => ({
    setup: (config, rng) => {
      const { betting, ...rest } = game.setup(config, rng);
      return { ...rest, betting };
    },
  })),
  mutant(4, 'memory tied to the identity of a state', /restored: state \d+ differs/, (game) => {
    const steps = new WeakMap<State, number>();
    return {
      step: (state, moves, rng) => {
        const played = (steps.get(state) ?? 0) + 1;
        const next = misshapen(game.step(state, moves, rng), { token: played });
        steps.set(next, played);
        return next;
      },
    };
  }),
  mutant(5, 'memory shared between matches', /interleaved: state \d+ differs/, (game) => {
    let latest: Cards | null = null;
    const mutated = dealing((_rng, state) => latest ?? state.cards!)(game);
    return {
      ...mutated,
      setup: (config, rng) => {
        const state = game.setup(config, rng);
        latest = state.cards;
        return state;
      },
    };
  }),
  mutant(11, 'cards from the step instead of the stream', /declared to come from streams/, (game) =>
    dealing((rng) => rng.shuffle(['J', 'Q', 'K']).slice(1) as unknown as Cards)(game),
  ),
  mutant(11, 'draws that depend on what was played', /stream/, (game) =>
    dealing((rng, { results }) => {
      const deck = ['J', 'Q', 'K'] as const;
      const isFold = results.at(-1)?.betting.at(-1) === 'fold';
      return rng
        .stream('cards', results.length)
        .shuffle(isFold ? deck.toReversed() : deck)
        .slice(1) as unknown as Cards;
    })(game),
  ),
  mutant(11, 'chance in a game said to have none', /without chance draws/, (game) => ({
    traits: { ...game.traits, chance: false },
  })),
];
