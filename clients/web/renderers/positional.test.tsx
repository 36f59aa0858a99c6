import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { positionalGames } from '../../../games/positional/game.ts';
import type { PositionalView } from '../../../games/positional/state.ts';
import { stepRng } from '../../../games/rng.ts';
import { drawnPosition } from './positional-position.ts';
import { createPositionalRenderer } from './positional.tsx';

const rng = stepRng('0'.repeat(32), 0);

/** The view after moves on the plain board's letters, or on whichever cell is free first. */
const played = (id: string, moves: readonly string[], skin?: string): PositionalView => {
  const game = positionalGames.find((one) => one.id === id)!;
  let state = game.setup(skin === undefined ? {} : { skin }, rng);
  for (const move of moves)
    state = game.step(state, new Map(game.actors(state).map((seat) => [seat, move])), rng);
  return game.view(state, 'public');
};

const draw = (id: string, view: PositionalView): string => {
  const Drawing = createPositionalRenderer(id);
  return renderToString(
    <Drawing view={view} previous={undefined} flipped={false} label="Board" size="board" />,
  );
};

const cellsIn = (html: string): string[] =>
  [...html.matchAll(/role="gridcell" aria-label="([^"]*)"/gu)].map(([, label]) => label!);

describe.each(positionalGames.map(({ id }) => id))('the board of %s', (id) => {
  test('has each cell once, by its name', () => {
    const { board } = drawnPosition(id, played(id, []));
    expect(cellsIn(draw(id, played(id, []))).toSorted()).toEqual(
      board.cells.map((cell) => `${cell}, free`).toSorted(),
    );
  });

  test('has the cells of a skin by their own names, where they lie on the plain board', () => {
    const view = played(id, [], 'ab');
    const position = drawnPosition(id, view);
    const names = cellsIn(draw(id, view)).map((cell) => cell.replace(', free', ''));
    expect(names.toSorted()).toEqual(position.named.cells.toSorted());
    const shown = new Set(names);
    for (const plain of position.board.cells) expect(shown).toContain(position.cells.get(plain)!.name);
  });
});

describe('a position', () => {
  test('is told in words: who took what, the last move and the winning set', () => {
    const cells = cellsIn(draw('tic-tac-toe', played('tic-tac-toe', ['A', 'D', 'B', 'E', 'C'])));
    expect(cells).toContain('A, taken by first, part of the winning set');
    expect(cells).toContain('C, taken by first, last move, part of the winning set');
    expect(cells).toContain('D, taken by second');
    expect(cells).toContain('F, free');
  });

  test('keeps winning sets in one place under every skin', () => {
    for (const skin of ['1', '2', '3']) {
      const { named, board } = drawnPosition('tic-tac-toe', played('tic-tac-toe', [], skin));
      expect(named.winningSets).toHaveLength(board.winningSets.length);
      const position = drawnPosition('tic-tac-toe', played('tic-tac-toe', [], skin));
      const nameOf = new Map([...position.cells].map(([plain, { name }]) => [plain, name]));
      const row = ['A', 'B', 'C'].map((plain) => nameOf.get(plain)!);
      const other = ['D', 'E'].map((plain) => nameOf.get(plain)!);
      const won = played('tic-tac-toe', [row[0]!, other[0]!, row[1]!, other[1]!, row[2]!], skin);
      expect(won.winner).toBe(0);
      expect(drawnPosition('tic-tac-toe', won).completed.map((set) => set.toSorted())).toEqual([
        ['A', 'B', 'C'],
      ]);
    }
  });
});
