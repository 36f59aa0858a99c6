import { type Mutant, mutant } from './mutant.ts';

export const actionMutants: readonly Mutant[] = [
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
