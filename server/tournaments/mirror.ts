import { createHmac } from 'node:crypto';
import type { AnyGame, Role } from '../../games/game.ts';
import { labelledRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';

/** What the games of a mirrored set share. A set holds one game for each rotation of the players over the seats. */
export interface MirroredSet {
  /** 32 hexadecimal digits. */
  readonly seed: string;
  readonly config: unknown;
  /** Names the seed and start without telling them. */
  readonly start: string;
}

const seedDigits = 32;
const startDigits = 16;

/** Digits of a run's own seed: any even number of hexadecimal digits up to this many. */
export const rootSeedDigitsMax = 64;

export const isRootSeed = (text: string): boolean =>
  text.length > 0 && text.length <= rootSeedDigitsMax && /^([0-9a-f]{2})+$/.test(text);

/** A match's seed: the first 128 bits of HMAC-SHA-256 over the labels. The key is the run's seed as text: its bytes would make no difference between seeds that zeros follow. */
const drawSeed = (root: string, labels: readonly (string | number)[]): string =>
  createHmac('sha256', root).update(labels.join('|')).digest('hex').slice(0, seedDigits);

const hasOwnStart = (game: AnyGame, given: unknown): boolean =>
  typeof given === 'object' && given !== null && (game.startKeys ?? []).some((key) => key in given);

/**
 * Seed and start of a set, a function of the run's seed, the game and the set's number; `again` counts the sets
 * before it that were void. `given` is the configuration as it was asked for: a start that it names is kept, else
 * one is drawn where the game can vary it.
 */
export const mirroredSet = (
  game: AnyGame,
  given: unknown,
  { root, set, again = 0 }: { readonly root: string; readonly set: number; readonly again?: number },
): MirroredSet => {
  const seed = drawSeed(root, again === 0 ? [game.id, set] : [game.id, set, again]);
  const parsed: unknown = game.schemas.config.parse(given);
  const config: unknown =
    game.varyStart === undefined || hasOwnStart(game, given)
      ? parsed
      : game.varyStart(parsed, labelledRng(seed, 'start'));
  return { seed, config, start: `s${sha256Hex(`agon-start-v1|${game.id}|${seed}`).slice(0, startDigits)}` };
};

/** Who sits in which seat when the players are rotated by `by`; arbiters keep their seats. Indices of players by seat. */
export const rotatedSeats = (roles: readonly Role[], by: number): readonly number[] => {
  const seats = [...roles.keys()];
  const players = seats.filter((seat) => roles[seat]!.kind === 'player');
  return seats.map((seat) => {
    const at = players.indexOf(seat);
    return at < 0 ? seat : players[(at + by) % players.length]!;
  });
};

/** How many games make a mirrored set: every player sits in every player's seat once. */
export const mirroredSetSize = (roles: readonly Role[]): number =>
  roles.filter(({ kind }) => kind === 'player').length;
