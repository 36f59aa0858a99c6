import assert from 'node:assert/strict';
import type { AnyGame, Json } from '../../games/game.ts';
import type { Law } from './law.ts';
import { type Playout, sampleOf } from './playout.ts';

/** Codes are written with hyphens, rules with spaces or hyphens; case does not count. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[-\s]+/g, ' ');

const rulesNameEverything: Law = {
  number: 9,
  name: 'the rules name every role, phase and ending that comes up',
  holds: ({ game }, { config, states }) => {
    const rules = plain(game.rules(config));
    const names: string[] = game.roles(config).map((role) => role.name);
    for (const state of states) {
      const view = game.view(state, 'public') as { phase?: unknown };
      if (typeof view.phase === 'string') names.push(view.phase);
    }
    names.push(game.outcome(states.at(-1)!)!.reason);
    for (const name of names) assert.ok(rules.includes(plain(name)), `the rules do not name "${name}"`);
  },
};

/** Texts between backticks are examples of answers. */
const examplesOf = (rules: string): string[] => [...rules.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

/** Whether the text is read as an action, legal or not, at some sampled step. */
const isReadSomewhere = (game: AnyGame, playout: Playout, samples: number, text: string): boolean =>
  sampleOf(playout, samples).some((at) => {
    const state = playout.states[at]!;
    return game.actors(state).some((seat) => {
      const parsed = game.parseAction(text, game.view(state, seat));
      return 'action' in parsed || parsed.problem === 'illegal';
    });
  });

const examplesAreAnswers: Law = {
  number: 9,
  name: 'each example between backticks in the rules is read as an action',
  holds: ({ game, samples }, playout) => {
    const examples = examplesOf(game.rules(playout.config));
    assert.ok(examples.length > 0, 'the rules show no answer between backticks');
    for (const example of examples)
      assert.ok(
        isReadSomewhere(game, playout, samples, example),
        `the example "${example}" is not an answer`,
      );
  },
};

const textsAreWords: Law = {
  number: 9,
  name: 'every view has a description, every step a one-line news, for every viewer',
  holds: ({ game, samples }, playout) => {
    for (const viewer of ['public', ...game.roles(playout.config).keys()] as const)
      for (const at of sampleOf(playout, samples)) {
        const view: Json = game.view(playout.states[at], viewer);
        assertText(game.describe(view), `description for ${viewer} at ${at}`);
        if (at === 0) continue;
        const news = game.news(game.view(playout.states[at - 1], viewer), view);
        assertText(news, `news for ${viewer} at ${at}`);
        assert.ok(!news.includes('\n'), `news of more than one line: ${news}`);
      }
  },
};

const assertText = (text: string, what: string): void => {
  assert.ok(text.trim().length > 0, `${what} is empty`);
  assert.doesNotMatch(text, /\b(undefined|NaN)\b|\[object /, `${what}: ${text}`);
};

export const textLaws: readonly Law[] = [rulesNameEverything, examplesAreAnswers, textsAreWords];
