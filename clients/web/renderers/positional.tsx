import type { VNode } from 'preact';
import type { PositionalView } from '../../../games/positional/state.ts';
import { PositionalCubes } from './positional-cubes.tsx';
import { PositionalGrid } from './positional-grid.tsx';
import { type DrawnPosition, drawnPosition } from './positional-position.ts';
import type { Renderer } from './renderer.ts';

/** A position on its board, whichever of the family it is. */
export const PositionalBoard = ({
  position,
  ...rest
}: {
  position: DrawnPosition;
  label: string;
  size: 'thumb' | 'board';
  flipped: boolean;
}): VNode =>
  position.board.layers.length > 1 ? (
    <PositionalCubes position={position} {...rest} />
  ) : (
    <PositionalGrid position={position} {...rest} />
  );

/** Says that the players know the board under other names only. */
const SkinNote = ({ position }: { position: DrawnPosition }): VNode => {
  const { words, title } = position.named;
  return (
    <p class="skin-note">
      The players know this board as the {words.board} of {title}: {words.cells} in no order, and a list of
      its {words.sets}.
    </p>
  );
};

/** The renderer of one game of the tic-tac-toe family. */
export const createPositionalRenderer =
  (boardId: string): Renderer<PositionalView> =>
  ({ view, label, size, flipped }) => {
    const position = drawnPosition(boardId, view);
    const board = <PositionalBoard {...{ position, label, size, flipped }} />;
    if (size === 'thumb' || view.skin === undefined) return board;
    return (
      <div class="positional">
        {board}
        <SkinNote position={position} />
      </div>
    );
  };
