import type { VNode } from 'preact';
import type { HallBoard } from '../../live/scene.ts';
import { Board } from '../../parts/board.tsx';
import type { Rated } from '../../api/answers.ts';
import { formatRoute } from '../../router/route.ts';
import { SeatNames } from './seat-names.tsx';

/** A live match of the wall: its board, who plays, what happened last. The whole tile leads to the match. */
export const Tile = ({
  board,
  previous,
  ratings,
}: {
  readonly board: HallBoard;
  readonly previous: HallBoard | undefined;
  readonly ratings: readonly (Rated | undefined)[];
}): VNode => {
  const { match, game, step, view, news, seats } = board;
  return (
    <li>
      <a class="tile" href={formatRoute({ page: 'match', match })} data-testid="tile">
        <span class="tile-game">
          {game}
          <span class="faint">step {step}</span>
        </span>
        <span class="tile-board">
          {view === null ? (
            <span class="tile-words">{news === '' ? 'Too large for a tile: open it.' : news}</span>
          ) : (
            <Board
              game={game}
              text={news}
              view={view}
              previous={previous?.step === step - 1 ? previous.view : undefined}
              flipped={false}
              label={`${game} after step ${step}`}
              size="thumb"
            />
          )}
        </span>
        <SeatNames names={seats} ratings={ratings} />
      </a>
    </li>
  );
};
