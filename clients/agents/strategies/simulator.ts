import type { AnyGame, Json, Seat } from '../../../games/game.ts';
import { labelledRng } from '../../../games/rng.ts';
import { sha256Hex } from '../../../games/sha256.ts';
import type { ShownPosition } from '../prompt/position.ts';

declare const imagined: unique symbol;

/**
 * A state that a player has made up from its own view. The name of its one member is known to no other file, so no
 * state from anywhere else can be passed for one; and it holds nothing: what is behind it only the simulator can see.
 */
export interface Imagined {
  readonly [imagined]: 'made up from a view';
}

/** Tries moves on states that agree with what the player knows. It has no way to the state of the match. */
export interface Simulator {
  /** So many states that agree with the player's view; all alike where nothing is hidden. */
  worlds(count: number): readonly Imagined[];
  actors(world: Imagined): readonly Seat[];
  legal(world: Imagined, seat: Seat): readonly Json[];
  after(world: Imagined, actions: ReadonlyMap<Seat, Json>): Imagined;
  /** What the end of the match is worth to the player, from 0 (lost) to 1 (won); undefined while it goes on. */
  result(world: Imagined): number | undefined;
  /** The state as `seat` would see it. */
  shown(world: Imagined, seat: Seat): ShownPosition;
}

export interface SimulatorOptions {
  readonly game: AnyGame;
  readonly config: Json;
  readonly view: Json;
  readonly seat: Seat;
  /** The key of the player's chance. */
  readonly chance: string;
  readonly turn: number;
}

/** What is behind a made-up state. Its chance is keyed by its world and depth, so that order of trying changes nothing. */
interface Made {
  readonly state: unknown;
  readonly seed: string;
  readonly depth: number;
}

/** Whether players can search a game without seeing more than they may. */
export const canSimulate = (game: AnyGame): boolean =>
  game.determinise !== undefined && game.traits.actions === 'listed' && game.traits.players === 2;

const worthOf = (scores: readonly (number | null)[], seat: Seat): number => {
  const own = scores[seat] ?? 0;
  const other = scores[1 - seat] ?? 0;
  return own === other ? 0.5 : own > other ? 1 : 0;
};

/** A simulator for one turn of a seat, or none where the game cannot be searched from a view. */
export const createSimulator = (options: SimulatorOptions): Simulator | undefined => {
  const { game, config, view, seat, chance, turn } = options;
  if (!canSimulate(game)) return undefined;
  const roles = game.roles(config);
  const states = new WeakMap<Imagined, Made>();

  const imagine = (made: Made): Imagined => {
    const world = Object.freeze({}) as Imagined;
    states.set(world, made);
    return world;
  };
  const madeOf = (world: Imagined): Made => {
    const made = states.get(world);
    if (made === undefined) throw new TypeError('not a state of this simulator');
    return made;
  };
  const stateOf = (world: Imagined): unknown => madeOf(world).state;
  const createWorld = (at: number): Imagined => {
    const seed = sha256Hex(JSON.stringify(['agon-imagine-v1', chance, turn, at]));
    return imagine({ state: game.determinise!(view, labelledRng(seed, 'world')), seed, depth: 0 });
  };
  return {
    worlds: (count) => Array.from({ length: count }, (_, at) => createWorld(at)),
    actors: (world) => game.actors(stateOf(world)),
    legal: (world, of) => game.legalActions(stateOf(world), of) as readonly Json[],
    after: (world, actions) => {
      const { state, seed, depth } = madeOf(world);
      return imagine({
        state: game.step(state, actions, labelledRng(seed, 'step', depth)),
        seed,
        depth: depth + 1,
      });
    },
    result: (world) => {
      const outcome = game.outcome(stateOf(world));
      return outcome === undefined ? undefined : worthOf(outcome.scores, seat);
    },
    shown: (world, of) => {
      const state = stateOf(world);
      const shown = game.view(state, of) as Json;
      const legal = game.legalActions(state, of) as readonly Json[];
      return { game, role: roles[of]!.name, view: shown, text: game.describe(shown), legal };
    },
  };
};
