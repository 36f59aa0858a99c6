import { existsSync, readFileSync } from 'node:fs';
import { Chess } from 'chess.js';
import { describe, expect, test } from 'vitest';
import { formatUci, isEnPassant, isKingsideCastle, isQueensideCastle } from './move.ts';
import type { Position } from './position.ts';
import { missingInternals, openPosition } from './position.ts';
import { randomLine, richFens } from './random-line.ts';
import { bareSan, checkMarkOf } from './san.ts';

const perft = (position: Position, depth: number): number => {
  const moves = position.moves();
  if (depth === 1) return moves.length;
  let nodes = 0;
  for (const move of moves) {
    position.make(move);
    nodes += perft(position, depth - 1);
    position.unmake();
  }
  return nodes;
};

describe('perft', () => {
  test('start position to depth 3', () => {
    const position = openPosition(richFens[0]);
    expect([1, 2, 3].map((depth) => perft(position, depth))).toEqual([20, 400, 8902]);
    expect(position.fen()).toBe(richFens[0]);
  });

  const path = '../shared/data/chess/perft.json';
  const isAbsent = !existsSync(path);
  if (isAbsent) console.warn(`skipped: published perft counts are not at ${path}`);
  test.skipIf(isAbsent)('published counts to depth 3', () => {
    const data = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly positions: readonly { readonly fen: string; readonly nodes: readonly number[] }[];
    };
    expect(data.positions.length).toBeGreaterThan(3);
    for (const { fen, nodes } of data.positions) {
      const expected = nodes.slice(0, 3);
      const position = openPosition(fen);
      expect(expected.map((_, at) => perft(position, at + 1))).toEqual(expected);
    }
  });
});

/** Plays a move in UCI by the public interface and gives its SAN. */
const playLong = (reference: Chess, uci: string): string =>
  reference.move({ from: uci.slice(0, 2), to: uci.slice(2, 4), promotion: uci.slice(4) }).san;

describe('the fast paths answer as chess.js does in public', () => {
  const seen = { positions: 0, enPassant: 0, castling: 0, promotions: 0, checks: 0, pinned: 0 };

  test('moves, their order, SAN, FEN, check and endings, in random games', () => {
    for (let label = 0; label < 48; label++) {
      const fen = richFens[label % richFens.length]!;
      const reference = new Chess(fen);
      for (const state of randomLine(fen, label)) {
        const sanPlayed = state.last === null ? undefined : playLong(reference, state.last.uci);
        expect(state.last?.san).toBe(sanPlayed);
        expect(state.fen).toBe(reference.fen());
        const position = openPosition(state.fen);
        const moves = position.moves();
        expect(moves.map((move) => bareSan(move, moves) + checkMarkOf(position, move))).toEqual(
          reference.moves(),
        );
        expect(state.check).toBe(reference.isCheck());
        expect(state.end === 'checkmate').toBe(reference.isCheckmate());
        expect(state.end === 'stalemate').toBe(reference.isStalemate());
        expect(position.hasInsufficientMaterial()).toBe(reference.isInsufficientMaterial());
        seen.positions += 1;
        if (state.check) seen.checks += 1;
        if (!state.check && position.pseudoMoves().length > moves.length) seen.pinned += 1;
        if (moves.some(isEnPassant)) seen.enPassant += 1;
        if (moves.some((move) => isKingsideCastle(move) || isQueensideCastle(move))) seen.castling += 1;
        if (moves.some((move) => move.promotion !== undefined)) seen.promotions += 1;
      }
    }
    expect(seen.positions).toBeGreaterThan(5000);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(15);
  });

  test('UCI is the long notation of chess.js', () => {
    for (const fen of richFens) {
      const long = new Chess(fen).moves({ verbose: true }).map((move) => move.lan);
      expect(openPosition(fen).moves().map(formatUci)).toEqual(long);
    }
  });
});

test('another chess.js, without the private members, is noticed', () => {
  expect(missingInternals(new Chess())).toEqual([]);
  expect(missingInternals({ _board: [], _moves: 1 })).toContain('_moves');
  expect(missingInternals({})).toHaveLength(13);
});
