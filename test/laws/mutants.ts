import type { AnyGame, Outcome } from '../../games/game.ts';
import { type State, kuhnPoker } from '../../games/kuhn-poker/game.ts';
import type { Cards } from '../../games/kuhn-poker/betting.ts';
import { outcomeOf } from '../../games/outcome.ts';
import type { Rng } from '../../games/rng.ts';

/** A game with one planted defect, the law that must catch it, and what that law must say. */
export interface Mutant {
  readonly defect: string;
  readonly law: number;
  readonly evidence: RegExp;
  /** A new copy each time, since some defects are memory that outlives a match. */
  readonly breed: () => AnyGame;
}

type Kuhn = typeof kuhnPoker;

const mutant = (
  law: number,
  defect: string,
  evidence: RegExp,
  change: (game: Kuhn) => Partial<Kuhn>,
): Mutant => ({
  law,
  defect,
  evidence,
  breed: () => ({ ...kuhnPoker, ...change(kuhnPoker) }),
});

/** A state of the wrong shape, as a careless author would make it in spite of the types. */
const misshapen = (state: State, extra: object): State => ({ ...state, ...extra });

const outcomeWith =
  (change: (outcome: Outcome) => Partial<Outcome>) =>
  (game: Kuhn): Partial<Kuhn> => ({
    outcome: (state) => {
      const outcome = game.outcome(state);
      return outcome && { ...outcome, ...change(outcome) };
    },
  });

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

const rulesWith =
  (change: (rules: string) => string) =>
  (game: Kuhn): Partial<Kuhn> => ({
    rules: (config) => change(game.rules(config)),
  });

const matchMutants: readonly Mutant[] = [
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

const actionMutants: readonly Mutant[] = [
  mutant(2, 'an illegal action is listed', /listed, but refused/, (game) => ({
    legalActions: (state, seat) => [...game.legalActions(state, seat), 'call'],
  })),
  mutant(2, 'an action is listed twice', /listed twice/, (game) => ({
    legalActions: (state, seat) => game.legalActions(state, seat).flatMap((action) => [action, action]),
  })),
  mutant(2, 'a legal action is not listed', /not listed, but accepted/, (game) => ({
    legalActions: (state, seat) => game.legalActions(state, seat).slice(state.results.length % 2),
  })),
  mutant(2, 'anything is accepted', /not listed, but accepted/, () => ({ check: () => undefined })),
  mutant(2, 'a seat may act out of turn', /not listed, but accepted/, (game) => ({
    check: (state, _seat, action) => game.check(state, state.betting.length % 2, action),
  })),
  mutant(2, 'the order of the list changes', /changes from call to call/, (game) => {
    let calls = 0;
    return {
      legalActions: (state, seat) =>
        calls++ % 2 === 0 ? game.legalActions(state, seat) : [...game.legalActions(state, seat)].reverse(),
    };
  }),
  mutant(2, 'two actions have one format', /stands for two/, () => ({ formatAction: () => 'bet' })),
  mutant(2, 'a format that is not read', /does not parse back/, () => ({
    formatAction: (action) => `to ${action}`,
  })),
  mutant(8, 'a parser that throws', /JSON/, () => ({
    parseAction: (text) => ({ action: JSON.parse(text) }),
  })),
  mutant(8, 'a parser that guesses', /is read as/, (game) => ({
    parseAction: (text, view) => {
      const parsed = game.parseAction(text, view);
      if ('action' in parsed || parsed.problem !== 'unparsable') return parsed;
      return game.parseAction(view.betting.at(-1) === 'bet' ? 'fold' : 'check', view);
    },
  })),
  mutant(8, 'a parser that takes the first match', /names two actions/, (game) => ({
    parseAction: (text, view) => {
      const [first] = /check|bet|call|fold/i.exec(text) ?? [''];
      return game.parseAction(first, view);
    },
  })),
  mutant(8, 'a parser that reads illegal actions', /is read as/, (game) => ({
    parseAction: (text, view) => (text === 'a1' ? { action: 'check' } : game.parseAction(text, view)),
  })),
  mutant(8, 'case changes the meaning', /is read as/, (game) => ({
    parseAction: (text, view) => game.parseAction(text === 'BET' ? 'check' : text, view),
  })),
];

const replayMutants: readonly Mutant[] = [
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

const secrecyMutants: readonly Mutant[] = [
  mutant(7, 'a view that shows every card', /can tell two deals apart/, (game) => ({
    view: (state, viewer) => ({ ...game.view(state, 'referee'), viewer }),
  })),
  mutant(7, 'a public view that shows the cards', /public can tell/, (game) => ({
    view: (state, viewer) =>
      viewer === 'public' ? { ...game.view(state, 'referee'), viewer } : game.view(state, viewer),
  })),
  mutant(7, 'cards shown after a fold', /can tell two deals apart/, (game) => ({
    view: (state, viewer) => ({ ...game.view(state, viewer), results: state.results }),
  })),
  mutant(7, 'a refusal that names a card', /can tell two deals apart/, (game) => ({
    check: (state, seat, action) => {
      const refusal = game.check(state, seat, action);
      return refusal && { ...refusal, message: `${refusal.message} ${state.cards?.join() ?? ''}` };
    },
  })),
  mutant(7, 'a refusal whose code depends on a card', /can tell two deals apart/, (game) => ({
    check: (state, seat, action) => {
      const refusal = game.check(state, seat, action);
      return refusal && state.cards?.[1 - seat] === 'K' ? { ...refusal, code: 'hopeless' } : refusal;
    },
  })),
  mutant(7, 'legal actions that depend on a hidden card', /can tell two deals apart/, (game) => ({
    legalActions: (state, seat) => {
      const legal = game.legalActions(state, seat);
      return state.cards?.[1 - seat] === 'K' ? legal.slice(0, 1) : legal;
    },
  })),
  mutant(7, 'secrets in a game said to have none', /sees other things/, (game) => ({
    traits: { ...game.traits, information: 'perfect' },
  })),
  mutant(10, 'a determinised state with other cards', /another view/, (game) => ({
    determinise: (view, rng) => ({ ...game.determinise!(view, rng), cards: view.cards && ['J', 'Q'] }),
  })),
  mutant(10, 'a determinised state with chance of its own', /one generator, two states/, (game) => {
    let calls = 0;
    return {
      determinise: (view, rng) => game.determinise!(view, rng.stream(calls++ % 3)),
    };
  }),
  mutant(10, 'a determinised state at another step', /another view/, (game) => ({
    determinise: (view, rng) => ({ ...game.determinise!(view, rng), betting: [] }),
  })),
];

const textMutants: readonly Mutant[] = [
  mutant(
    9,
    'rules without an ending',
    /do not name "all-hands-played"/,
    rulesWith((rules) => rules.replace('all hands played', 'that')),
  ),
  mutant(
    9,
    'rules without a role',
    /do not name "second"/,
    rulesWith((rules) => rules.replaceAll('second', 'other')),
  ),
  mutant(
    9,
    'an example that is no action',
    /"raise" is not an answer/,
    rulesWith((rules) => `${rules} Or \`raise\`.`),
  ),
  mutant(
    9,
    'rules without an example',
    /no answer between/,
    rulesWith((rules) => rules.replaceAll('`', '')),
  ),
  mutant(9, 'news of nothing', /news for .* is empty/, () => ({ news: () => '' })),
  mutant(9, 'a description with a hole', /undefined/, (game) => ({
    describe: (view) => `${game.describe(view)} ${view.results[99]?.betting[0]}`,
  })),
];

/** One mutant of each kind of defect that the laws exist to catch. */
export const mutants: readonly Mutant[] = [
  ...matchMutants,
  ...actionMutants,
  ...replayMutants,
  ...secrecyMutants,
  ...textMutants,
];
