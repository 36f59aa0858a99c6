import { eloPerNat, outcomesAt } from '../replays/ratings/davidson.ts';
import { draw, loss, win, type Result } from '../replays/ratings/result.ts';

/** Numbers from a fixed seed, fast enough for millions of games. */
export interface Chance {
  /** Within [0, 1). */
  readonly uniform: () => number;
  /** From N(0, 1). */
  readonly normal: () => number;
  /** A whole number below `bound`. */
  readonly below: (bound: number) => number;
}

/** Mulberry32: short, and good enough for simulated results. */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    below: (bound) => Math.floor(uniform() * bound),
  };
};

/** A world in which every strength is known: results follow Davidson's model. */
export interface World {
  /** Natural-log units. */
  readonly strengths: readonly number[];
  readonly firstMover: number;
  readonly nu: number;
}

/** Strengths from a normal distribution; 35 Elo for the first mover. */
export const createWorld = (chance: Chance, players: number, spreadElo: number, nu: number): World => ({
  strengths: Array.from({ length: players }, () => (chance.normal() * spreadElo) / eloPerNat),
  firstMover: 35 / eloPerNat,
  nu,
});

/** One game between two players of a world. */
export const playOne = (
  { strengths, firstMover, nu }: World,
  chance: Chance,
  first: number,
  second: number,
): Result => {
  const chances = outcomesAt(strengths[first]! - strengths[second]! + firstMover, nu);
  const drawn = chance.uniform();
  if (drawn < chances.win) return win;
  return drawn < chances.win + chances.draw ? draw : loss;
};

/** Two different players, every pair being as likely. */
export const choosePair = (chance: Chance, players: number): readonly [number, number] => {
  const first = chance.below(players);
  const second = chance.below(players - 1);
  return [first, second >= first ? second + 1 : second];
};

/** A player's name, which sorts as its number does. */
export const nameOf = (player: number): string => `player-${String(player).padStart(6, '0')}`;
