import { describe, expect, test } from 'vitest';
import { labelledRng } from '../rng.ts';
import { chess } from './game.ts';

const starts = Array.from({ length: 200 }, (_, at) =>
  chess.varyStart!(chess.defaults, labelledRng('0'.repeat(32), 'start', at)),
);

describe('varied starts', () => {
  test('each is a configuration that the game accepts and that is not over', () => {
    for (const config of starts) {
      const parsed = chess.schemas.config.parse(config);
      expect(chess.actors(chess.setup(parsed, labelledRng('0'.repeat(32))))).toHaveLength(1);
    }
  });

  test('they differ, and equal chance gives equal starts', () => {
    expect(new Set(starts.map(({ fen }) => fen)).size).toBeGreaterThan(195);
    expect(chess.varyStart!(chess.defaults, labelledRng('0'.repeat(32), 'start', 7))).toEqual(starts[7]);
  });

  test('a start that leaves one legal line to mate is drawn again rather than played', () => {
    const nearMate = { ...chess.defaults, fen: '7k/5K2/6Q1/8/8/8/8/8 w - - 0 1' };
    expect(() =>
      chess.schemas.config.parse(chess.varyStart!(nearMate, labelledRng('1'.repeat(32)))),
    ).not.toThrow();
  });
});
