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

  test('a position that is about to end gives a start before its end', () => {
    const nearMate = { ...chess.defaults, fen: '7k/5K2/6Q1/8/8/8/8/8 w - - 0 1' };
    for (let at = 0; at < 50; at++) {
      const varied = chess.varyStart!(nearMate, labelledRng('1'.repeat(32), at));
      expect(() => chess.schemas.config.parse(varied)).not.toThrow();
    }
  });

  test('a match of a few plies has a varied start like any other', () => {
    const short = { ...chess.defaults, stepsMax: 1 };
    expect(chess.varyStart!(short, labelledRng('0'.repeat(32), 'start', 3))).toEqual({
      ...starts[3],
      stepsMax: 1,
    });
  });
});
