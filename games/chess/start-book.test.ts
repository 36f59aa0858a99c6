import { expect, test } from 'vitest';
import { chess } from './game.ts';
import { openings } from './openings.ts';
import { startBook } from './start-book.ts';
import { advance, initialState, lookupOf } from './state.ts';

const starts = openings.map((_, at) => startBook.start(chess.defaults, at));

/** Placement, turn, castling rights and en-passant square. */
const keyOf = (fen: string): string => fen.split(' ').slice(0, 4).join(' ');

test('a few hundred lines of legal moves lead to positions that differ', () => {
  for (const line of openings)
    line.split(' ').reduce((state, move) => {
      expect(lookupOf(state).actions).toContain(move);
      return advance(state, move);
    }, initialState(chess.defaults));
  expect(openings.length).toBeGreaterThanOrEqual(300);
  expect(new Set(starts.map(({ fen }) => keyOf(fen))).size).toBe(openings.length);
});

test('each start is a configuration that the game accepts, with White to move and nothing decided', () => {
  for (const config of starts) {
    const state = initialState(chess.schemas.config.parse(config));
    expect(chess.actors(state)).toEqual([0]);
    expect(state).toMatchObject({ plies: 0, end: null });
  }
});

test('the rest of the configuration is kept, and there is no opening past the last', () => {
  expect(startBook.start({ ...chess.defaults, stepsMax: 7 }, 3)).toEqual({ ...starts[3], stepsMax: 7 });
  expect(() => startBook.start(chess.defaults, openings.length)).toThrow(RangeError);
});
