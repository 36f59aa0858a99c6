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

/** A match's seed: the first 128 bits of HMAC-SHA-256 over the labels. The key is the run's seed as text: its bytes would make no difference between seeds that zeros follow. */
export const drawSeed = (root: string, labels: readonly (string | number)[]): string =>
  createHmac('sha256', root).update(labels.join('|')).digest('hex').slice(0, seedDigits);

const hasOwnStart = (game: AnyGame, given: unknown): boolean =>
  typeof given === 'object' && given !== null && (game.startKeys ?? []).some((key) => key in given);

/**
 * Which start of the book a set has: without replacement, in an order of the run's own, until all were there. A void
 * set is played again from the same one.
 */
const startAt = (root: string, game: string, set: number, size: number): number => {
  const key = sha256Hex(`agon-book-v1|${root}|${game}|${Math.floor(set / size)}`);
  return labelledRng(key, 'order').shuffle([...Array(size).keys()])[set % size]!;
};

const startConfig = (game: AnyGame, given: unknown, root: string, set: number): unknown => {
  const parsed: unknown = game.schemas.config.parse(given);
  const { startBook: book } = game;
  return book === undefined || hasOwnStart(game, given)
    ? parsed
    : book.start(parsed, startAt(root, game.id, set, book.size));
};

/**
 * Seed and start of a set, a function of the run's seed, the game and the set's number; `again` counts the sets
 * before it that were void. `given` is the configuration as it was asked for: a start that it names is kept, else
 * one comes from the game's book where it has one.
 */
export const mirroredSet = (
  game: AnyGame,
  given: unknown,
  { root, set, again = 0 }: { readonly root: string; readonly set: number; readonly again?: number },
): MirroredSet => {
  const seed = drawSeed(root, again === 0 ? [game.id, set] : [game.id, set, again]);
  return {
    seed,
    config: startConfig(game, given, root, set),
    start: `s${sha256Hex(`agon-start-v1|${game.id}|${seed}`).slice(0, startDigits)}`,
  };
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
