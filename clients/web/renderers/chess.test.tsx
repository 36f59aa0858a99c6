import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { chess } from '../../../games/chess/game.ts';
import type { ChessView } from '../../../games/chess/view.ts';
import { stepRng } from '../../../games/rng.ts';
import { surplusOf } from './chess-material.tsx';
import { Chess } from './chess.tsx';

const played = (moves: readonly string[], fen = chess.defaults.fen): ChessView => {
  const rng = stepRng('0'.repeat(32), 0);
  let state = chess.setup({ ...chess.defaults, fen }, rng);
  for (const move of moves)
    state = chess.step(state, new Map([[state.fen.includes(' w ') ? 0 : 1, move]]), rng);
  return chess.view(state, 'public');
};

const draw = (view: ChessView, flipped = false): string =>
  renderToString(<Chess view={view} previous={undefined} flipped={flipped} label="Chess" size="board" />);

const cellsIn = (html: string): string[] =>
  [...html.matchAll(/role="gridcell" aria-label="([^"]*)"/gu)].map(([, label]) => label!);

describe('the chess board', () => {
  test('names all squares from the eighth rank down, and from the first when flipped', () => {
    const cells = cellsIn(draw(played([])));
    expect(cells).toHaveLength(64);
    expect(cells.at(0)).toBe('a8, black rook');
    expect(cells.at(-1)).toBe('h1, white rook');
    expect(cellsIn(draw(played([]), true))).toEqual(cells.toReversed());
  });

  test('says in words what the colours say: the last move and the check', () => {
    const cells = cellsIn(draw(played(['e2e4', 'f7f6', 'd1h5'])));
    expect(cells).toContain('h5, white queen, moved here last');
    expect(cells).toContain('d1, empty, left by the last move');
    expect(cells).toContain('e8, black king, in check');
    expect(cells.filter((cell) => cell.includes('in check'))).toHaveLength(1);
  });

  test('draws as many pieces as stand on the board', () => {
    const html = draw(played(['e2e4', 'd7d5', 'e4d5']));
    const [board] = html.slice(html.indexOf('role="grid"')).split('</svg>');
    expect(board!.match(/class="piece piece-w"/gu)).toHaveLength(16);
    expect(board!.match(/class="piece piece-b"/gu)).toHaveLength(15);
  });
});

describe('the material beside the board', () => {
  test('is what one side has beyond the other', () => {
    const fen = 'r3k3/ppp5/8/8/8/8/PP6/R2QK3 w - - 0 1';
    expect(surplusOf(fen, 'w')).toEqual({ pieces: [{ type: 'q', count: 1 }], lead: 8 });
    expect(surplusOf(fen, 'b')).toEqual({ pieces: [{ type: 'p', count: 1 }], lead: 0 });
    expect(draw(played([], fen))).toContain('White has more: 1 queen. Ahead by 8.');
  });

  test('is none at the start', () => {
    expect(surplusOf(chess.defaults.fen, 'w')).toEqual({ pieces: [], lead: 0 });
  });
});
