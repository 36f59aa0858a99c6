import * as fc from 'fast-check';
import type { AnyGame, Json, Seat } from '../../games/game.ts';
import { stepRng } from '../../games/rng.ts';
import { deepFreeze } from './deep-freeze.ts';
import { type Draws, recordingRng } from './recording-rng.ts';
import type { Subject } from './subject.ts';

/** What decides a random match: the n-th choice picks among the legal actions of the n-th actor asked. */
export interface Run {
  readonly config: Json;
  readonly seed: string;
  readonly choices: readonly number[];
}

export type Moves = ReadonlyMap<Seat, Json>;

/** A finished match: `moves[n]` leads from `states[n]` to `states[n + 1]`. */
export interface Playout extends Run {
  readonly states: readonly Json[];
  readonly moves: readonly Moves[];
  readonly draws: Draws;
}

export const arbitraryRun = (subject: Subject): fc.Arbitrary<Run> =>
  fc.record({
    config: subject.configs,
    seed: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 32, maxLength: 32 }),
    choices: fc.array(fc.nat(997), { minLength: 1, maxLength: 40 }),
  });

/** Choices repeat with a shift, so that a short list does not make a match run in circles. */
const choiceAt = (run: Run, at: number): number =>
  run.choices[at % run.choices.length]! + Math.floor(at / run.choices.length) * 7;

/** A match in progress that is advanced one step at a time, so that two can be interleaved. */
export const startPlay = (game: AnyGame, run: Run) => {
  const draws: Draws = new Map();
  const config = deepFreeze(structuredClone(run.config));
  const rngAt = (step: number) => recordingRng(stepRng(run.seed, step), draws);
  const states: Json[] = [deepFreeze(game.setup(config, rngAt(0)) as Json)];
  const moves: Moves[] = [];
  let asked = 0;
  const choose = (state: Json): Moves => {
    const chosen = new Map<Seat, Json>();
    for (const seat of game.actors(state)) {
      const legal: readonly Json[] = game.legalActions(state, seat);
      if (legal.length === 0) throw new Error(`seat ${seat} must act and has no legal action`);
      chosen.set(seat, legal[choiceAt(run, asked++) % legal.length]!);
    }
    return chosen;
  };
  /** Plays one step, with the given moves or with the run's own; false when the match is over. */
  const advance = (given?: Moves): boolean => {
    const state = states.at(-1)!;
    if (game.actors(state).length === 0) return false;
    if (moves.length >= game.traits.stepsMax)
      throw new Error(`not over after stepsMax (${game.traits.stepsMax}) steps`);
    const chosen = given ?? choose(state);
    moves.push(chosen);
    states.push(deepFreeze(game.step(state, chosen, rngAt(moves.length)) as Json));
    return true;
  };
  const playout: Playout = { ...run, states, moves, draws };
  return { advance, playout };
};

/** Plays a whole match of frozen states. Throws if it does not end within `stepsMax`. */
export const playOut = (game: AnyGame, run: Run): Playout => {
  const play = startPlay(game, run);
  while (play.advance());
  return play.playout;
};

/** The moves of a finished match once more. */
export const replay = (game: AnyGame, { moves, ...run }: Playout): Playout => {
  const play = startPlay(game, run);
  for (const played of moves) play.advance(played);
  return play.playout;
};

/** About `count` positions spread over a match, its first and last included. */
export const sampleOf = (playout: Playout, count: number): readonly number[] => {
  const last = playout.states.length - 1;
  const stride = Math.max(1, Math.ceil(last / Math.max(1, count - 1)));
  const steps = new Set<number>();
  for (let step = 0; step <= last; step += stride) steps.add(step);
  return [...steps.add(last)];
};
