import { type Kuhn, type Mutant, mutant } from './mutant.ts';

const rulesWith =
  (change: (rules: string) => string) =>
  (game: Kuhn): Partial<Kuhn> => ({
    rules: (config) => change(game.rules(config)),
  });

export const textMutants: readonly Mutant[] = [
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
