import { z } from 'zod';
import type { Game } from '../../games/game.ts';

interface Config {
  /** Whether the judge rules while the players still speak. */
  readonly together: boolean;
}

interface State extends Config {
  readonly words: readonly string[];
  readonly winner: string | null;
}

const words = ['first', 'second'] as const;
type Word = (typeof words)[number];

/** Two players say a word, then an arbiter names the winner: the smallest game with an arbiter. For tests. */
export const judgedGame: Game<Config, State, Word, State> = {
  id: 'judged',
  title: 'Judged',
  version: 1,
  traits: {
    players: 2,
    dynamics: 'simultaneous',
    information: 'perfect',
    chance: false,
    utility: { sum: 1 },
    actions: 'listed',
    draws: false,
    stepsMax: 2,
  },
  schemas: { config: z.strictObject({ together: z.boolean().default(false) }), action: z.enum(words) },
  defaults: { together: false },
  rules: () => 'Say a word. The judge names the winner.',
  roles: () => [
    { name: 'first', kind: 'player' },
    { name: 'second', kind: 'player' },
    { name: 'judge', kind: 'arbiter' },
  ],
  setup: ({ together }) => ({ together, winner: null, words: [] }),
  actors: ({ together, winner, words: said }) => {
    if (winner !== null) return [];
    if (together) return [0, 1, 2];
    return said.length === 0 ? [0, 1] : [2];
  },
  legalActions: () => words,
  check: () => undefined,
  step: (state, actions) => ({
    ...state,
    words: [actions.get(0) ?? state.words[0]!, actions.get(1) ?? state.words[1]!],
    winner: actions.get(2) ?? null,
  }),
  outcome: ({ winner }) =>
    winner === null
      ? undefined
      : winner === 'first'
        ? { scores: [1, 0, null], places: [1, 2, null], reason: 'judged' }
        : { scores: [0, 1, null], places: [2, 1, null], reason: 'judged' },
  view: (state) => state,
  describe: ({ words: said }) => said.join(' '),
  news: () => '',
  formatAction: (action) => action,
  parseAction: (text) => {
    const action = words.find((word) => word === text);
    return action === undefined ? { problem: 'unparsable', message: 'Say first or second.' } : { action };
  },
};
