import { describe, expect, test } from 'vitest';
import { chess } from '../../../games/chess/game.ts';
import { formatUci } from '../../../games/chess/move.ts';
import { openPosition } from '../../../games/chess/position.ts';
import { stepRng } from '../../../games/rng.ts';
import { evaluate } from './chess-evaluation.ts';
import { searchChess } from './chess-search.ts';
import { playOut } from './play-out.ts';
import { botByName } from './registry.ts';

const unlimited = Number.POSITIVE_INFINITY;
const startFen = chess.defaults.fen;
const search = (fen: string, depthMax: number, nodesMax = unlimited) =>
  searchChess(openPosition(fen), { depthMax, nodesMax });
const open = (options: Record<string, string>) => botByName('minimax')!.open(options);
const seedOf = (n: number): string => n.toString(16).padStart(32, '0');

/** The same position with the colours exchanged and the board turned over. */
const mirrored = (fen: string): string => {
  const [placement, turn, castling, ...rest] = fen.split(' ');
  const swapped = (text: string): string =>
    text.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
  return [
    swapped(placement!.split('/').reverse().join('/')),
    turn === 'w' ? 'b' : 'w',
    castling === '-' ? '-' : swapped(castling!).split('').sort().join(''),
    ...rest,
  ].join(' ');
};

describe('the evaluation', () => {
  test.each([
    [startFen],
    ['r1bqkbnr/pppp1ppp/2n5/4p3/2B1P3/5N2/PPPP1PPP/RNBQK2R b KQkq - 3 3'],
    ['8/8/8/4k3/8/8/4R3/4K3 w - - 0 1'],
  ])('of %s is the same for both colours', (fen) => {
    const worth = (text: string): number => {
      const position = openPosition(text);
      return evaluate(position.board, position.turn());
    };
    expect(worth(mirrored(fen))).toBe(worth(fen));
  });

  test('is even at the start', () => {
    expect(evaluate(openPosition(startFen).board, 'w')).toBe(0);
  });
});

describe('the search', () => {
  test.each([
    ['a mate in one, at depth 1', '6k1/5ppp/8/8/8/8/5PPP/R5K1 w - - 0 1', 1, 'a1a8'],
    ['a mate in two, at depth 3', '7k/8/5K2/8/8/8/8/6R1 w - - 0 1', 3, 'f6f7'],
    ['a piece that hangs, at depth 1', '4k3/8/8/3n4/8/8/3Q4/4K3 w - - 0 1', 1, 'd2d5'],
    ['a fork of king and queen, at depth 3', '4k3/1q6/8/8/4N3/8/8/4K3 w - - 0 1', 3, 'e4d6'],
  ])('finds %s', (_, fen, depth, expected) => {
    expect(search(fen, depth).best.map(formatUci)).toContain(expected);
  });

  test('sees at depth 1 that a protected pawn is not for a queen', () => {
    const { best } = search('4k3/2p5/3p4/8/8/8/3Q4/4K3 w - - 0 1', 1);
    expect(best.map(formatUci)).not.toContain('d2d6');
  });

  test('leaves the position as it was', () => {
    const position = openPosition(startFen);
    searchChess(position, { depthMax: 3, nodesMax: 500 });
    expect(position.fen()).toBe(startFen);
  });

  test('keeps to its positions, and goes deeper with more', () => {
    const few = search(startFen, 32, 500);
    const more = search(startFen, 32, 5000);
    expect(few.nodes).toBeLessThanOrEqual(501);
    expect(more.depth).toBeGreaterThan(few.depth);
    expect(search(startFen, 32, 1).best.length).toBeGreaterThan(0);
  });

  test('agrees with plain minimax on score and best moves', () => {
    const fen = 'r1bqkbnr/pppp1ppp/2n5/4p3/2B1P3/5N2/PPPP1PPP/RNBQK2R b KQkq - 3 3';
    const position = openPosition(fen);
    const scores = position.moves().map((move) => {
      position.make(move);
      const { score } = searchChess(position, { depthMax: 1, nodesMax: unlimited });
      position.unmake();
      return { uci: formatUci(move), score: -score };
    });
    const most = Math.max(...scores.map(({ score }) => score));
    const { best, score } = search(fen, 2);
    expect(score).toBe(most);
    expect(best.map(formatUci)).toEqual(scores.filter((one) => one.score === most).map(({ uci }) => uci));
  });
});

describe('minimax', () => {
  test('beats random play at depth 2, from both sides', () => {
    const random = botByName('random')!.open({});
    const scores = [0, 1].flatMap((n) => [
      playOut(chess, [open({ depth: '2' }), random], seedOf(n)).outcome.scores[0],
      playOut(chess, [random, open({ depth: '2' })], seedOf(n)).outcome.scores[1],
    ]);
    expect(scores.reduce<number>((sum, score) => sum + score!, 0)).toBeGreaterThanOrEqual(3.5);
  });

  test('plays the first of the best moves, or any of them when asked to', () => {
    // Either rook mates at once.
    const position = { fen: '3k4/8/3K4/8/8/8/8/R6R w - - 0 1', stepsMax: 9 };
    const view = chess.view(chess.setup(position, stepRng('', 0)), 0);
    const play = (options: Record<string, string>, n: number): unknown =>
      open(options)({ turn: n, view: { ...view } }, { game: 'chess', seat: 0, chance: seedOf(n) });
    const distinct = (options: Record<string, string>): number =>
      new Set(Array.from({ length: 20 }, (_, n) => JSON.stringify(play(options, n)))).size;
    expect(distinct({ depth: '1' })).toBe(1);
    expect(distinct({ depth: '1', ties: 'seeded' })).toBe(2);
  });
});
