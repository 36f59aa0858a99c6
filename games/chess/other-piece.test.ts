import { describe, expect, test } from 'vitest';
import type { Parsed } from '../game.ts';
import { stepRng } from '../rng.ts';
import { chess } from './game.ts';
import { randomLine, richFens } from './random-line.ts';

const parse = (text: string, fen: string): Parsed<string> => {
  const state = chess.setup(chess.schemas.config.parse({ fen }), stepRng('00'.repeat(16), 0));
  return chess.parseAction(text, chess.view(state, 'public'));
};
const expectRead = (text: string, fen: string, action: string): void =>
  expect([text, parse(text, fen)]).toEqual([text, { action }]);

describe('what is no legal move is not read as another one', () => {
  /** The pawn on b5 is pinned; the bishop on d5 can take on c6. */
  const pinnedPawn = '1r2k3/8/2p5/1P1B4/8/8/8/1K6 w - - 0 1';
  /** The bishop on e3 is pinned; the pawn on b4 can take on c5. */
  const pinnedBishop = '4r2k/8/8/2p5/1P6/4B3/8/4K3 w - - 0 1';

  test.each([
    ['b5c6', pinnedPawn],
    ['b5xc6', pinnedPawn],
    ['bxc6', pinnedPawn],
    ['bc6', pinnedPawn],
    ['BXC6', pinnedPawn],
    ['B5C6', pinnedPawn],
    ['b5c6', '4k3/8/8/3B3P/8/8/8/4K3 w - - 0 1'],
    ['b4d5', '4k3/6n1/5b1B/q3P2R/1rb5/8/N2Q1P2/2K1R3 b - - 0 15'],
    ['Bxc5', pinnedBishop],
  ])('%j in %s', (text, fen) => expect(parse(text, fen)).toMatchObject({ problem: 'illegal' }));

  test('while the bishop is read by its own name', () => {
    expectRead('Bxc6', pinnedPawn, 'd5c6');
    expectRead('bdxc6', pinnedPawn, 'd5c6');
    expectRead('B5c6', '4k3/8/8/3B3P/8/8/8/4K3 w - - 0 1', 'd5c6');
    expectRead('bxc5', pinnedBishop, 'b4c5');
  });

  test.each(richFens)('squares, along a random game from %s', (fen) => {
    const squares = Array.from('abcdefgh', (file) => Array.from('12345678', (rank) => file + rank)).flat();
    const states = randomLine(fen, 7).filter((state, at) => at % 8 === 0 && chess.actors(state).length > 0);
    for (const state of states.slice(0, 6)) {
      const view = chess.view(state, 'public');
      const legal = new Set(chess.legalActions(state, chess.actors(state)[0]!).map((uci) => uci.slice(0, 4)));
      const illegal = squares
        .flatMap((from) => squares.map((to) => from + to))
        .filter((uci) => !legal.has(uci));
      const read = illegal.filter((uci) => 'action' in chess.parseAction(uci, view));
      expect(read).toEqual([]);
    }
  });
});
