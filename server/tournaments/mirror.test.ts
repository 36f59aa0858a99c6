import { describe, expect, test } from 'vitest';
import { gameById, games } from '../../games/registry.ts';
import { mirroredSet, mirroredSetSize, rotatedSeats } from './mirror.ts';

const chess = gameById('chess')!;
const kuhnPoker = gameById('kuhn-poker')!;
const player = { name: 'player', kind: 'player' } as const;
const judge = { name: 'judge', kind: 'arbiter' } as const;

describe('mirroredSet', () => {
  test('is a function of root, game and set, and differs between any two of them', () => {
    const seeds = games.flatMap((game) =>
      ['00', '01', '0100'].flatMap((root) =>
        [0, 1, 2].map((set) => {
          const made = mirroredSet(game, {}, { root, set });
          expect(mirroredSet(game, {}, { root, set })).toEqual(made);
          expect(made.seed).toMatch(/^[0-9a-f]{32}$/);
          return made.seed;
        }),
      ),
    );
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  test('is the HMAC of the root over game and set', () => {
    // printf 'kuhn-poker|7' | openssl dgst -sha256 -hmac c0ffee
    expect(mirroredSet(kuhnPoker, {}, { root: 'c0ffee', set: 7 }).seed).toBe(
      'b181c4473656d00bb34f968b6133d5a1',
    );
  });

  test('a set that is played again has a fresh seed', () => {
    const first = mirroredSet(kuhnPoker, {}, { root: '00', set: 0 });
    expect(mirroredSet(kuhnPoker, {}, { root: '00', set: 0, again: 1 }).seed).not.toBe(first.seed);
  });

  test('draws a start where the game can vary it, and keeps one that was asked for', () => {
    const starts = [0, 1, 2, 3].map((set) => mirroredSet(chess, {}, { root: '00', set }).config);
    expect(new Set(starts.map((config) => JSON.stringify(config))).size).toBe(4);
    const { fen } = chess.defaults as { fen: string };
    expect(mirroredSet(chess, { fen }, { root: '00', set: 0 }).config).toEqual(chess.defaults);
    expect(mirroredSet(kuhnPoker, { hands: 3 }, { root: '00', set: 0 }).config).toEqual({ hands: 3 });
  });
});

describe('rotatedSeats', () => {
  test('over a whole set every player has every seat once, and arbiters none but their own', () => {
    const roles = [player, judge, player, player];
    const rotations = Array.from({ length: mirroredSetSize(roles) }, (_, by) => rotatedSeats(roles, by));
    expect(rotations).toEqual([
      [0, 1, 2, 3],
      [2, 1, 3, 0],
      [3, 1, 0, 2],
    ]);
  });
});
