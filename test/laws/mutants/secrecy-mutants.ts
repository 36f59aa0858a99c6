import { type Mutant, mutant } from './mutant.ts';

export const secrecyMutants: readonly Mutant[] = [
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
