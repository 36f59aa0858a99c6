import type { AnyGame, Json, Seat } from '../../../games/game.ts';
import { gameById } from '../../../games/registry.ts';
import { labelledRng, stepRng } from '../../../games/rng.ts';
import type { Purpose } from '../ledger/call-record.ts';
import type { Question } from '../ledger/turn-ledger.ts';
import type { ModelReply } from '../models/chat-model.ts';
import type { TurnFacts } from '../prompt/questions.ts';
import { createSimulator } from './simulator.ts';
import type { AskOptions, StrategyTurn } from './strategy.ts';

const seed = '0123456789abcdef'.repeat(2);

/** A question that a strategy asked. */
export interface TestCall extends AskOptions {
  readonly purpose: Purpose;
  readonly question: Omit<Question, 'system'>;
}

/** Answers a question by its purpose and text; undefined: no further call is possible. */
export type TestScript = (call: TestCall, number: number) => string | undefined;

export interface TestTurn {
  readonly turn: StrategyTurn;
  readonly calls: readonly TestCall[];
  /** How many questions of each purpose were asked. */
  readonly counts: () => Readonly<Partial<Record<Purpose, number>>>;
}

export interface TestTurnOptions {
  readonly game: string;
  readonly config?: Json;
  /** Moves made before, by whoever was to move. */
  readonly moves?: readonly Json[];
  readonly script: TestScript;
  readonly refusal?: TurnFacts['refusal'];
  /** The key of the player's chance: ties fall differently with another. */
  readonly chance?: string;
}

const play = (game: AnyGame, config: unknown, moves: readonly Json[]): unknown => {
  let state: unknown = game.setup(config, stepRng(seed, 0));
  for (const [at, move] of moves.entries())
    state = game.step(state, new Map([[game.actors(state)[0]!, move]]), stepRng(seed, at + 1));
  return state;
};

const replyOf = (text: string): ModelReply => ({ text, usage: {}, finish: 'stop', ms: 0 });

/** A turn of the seat to move, with a model that a test scripts. */
export const createTestTurn = (options: TestTurnOptions): TestTurn => {
  const game = gameById(options.game)!;
  const config: unknown = game.schemas.config.parse(options.config ?? {});
  const state = play(game, config, options.moves ?? []);
  const seat: Seat = game.actors(state)[0]!;
  const view = game.view(state, seat) as Json;
  const chance = options.chance ?? 'c'.repeat(64);
  const calls: TestCall[] = [];
  const turn: StrategyTurn = {
    position: {
      game,
      role: game.roles(config)[seat]!.name,
      view,
      text: game.describe(view),
      legal: game.legalActions(state, seat) as readonly Json[],
    },
    facts: { news: [], note: undefined, refusal: options.refusal },
    seat,
    isSimultaneous: game.traits.dynamics === 'simultaneous',
    simulator: createSimulator({ game, config: config as Json, view, seat, chance, turn: 1 }),
    rng: labelledRng(chance, 'attempt', 1, 1),
    ask: async (purpose, question, asked = {}) => {
      const call = { purpose, question, ...asked };
      calls.push(call);
      const text = options.script(call, calls.length - 1);
      return text === undefined ? undefined : replyOf(text);
    },
  };
  return {
    turn,
    calls,
    counts: () =>
      Object.fromEntries(
        Map.groupBy(calls, ({ purpose }) => purpose)
          .entries()
          .map(([purpose, group]) => [purpose, group.length]),
      ),
  };
};

/** The answer to a question for a move. */
export const says = (move: string): string => JSON.stringify({ thought: `so ${move}`, move, note: '' });

/** The answer to a question for moves, or for a value, or both. */
export const names = (moves: readonly string[], value?: number): string => JSON.stringify({ moves, value });
export const values = (value: number): string => JSON.stringify({ value });
