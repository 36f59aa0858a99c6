import type { VNode } from 'preact';
import { Loading } from '../../parts/answer.tsx';
import { Board } from '../../parts/board.tsx';
import type { MatchView } from './match-page.tsx';
import { SeatRow } from './seat-row.tsx';

/** Seats above and below the board; the first seat sits below, unless the board is flipped. */
const seatsAround = ({
  details,
  isFlipped,
}: MatchView): { readonly above: readonly number[]; readonly below: readonly number[] } => {
  const [first = 0, ...others] = details.seats.map((_, seat) => seat);
  return isFlipped ? { above: [first], below: others } : { above: others, below: [first] };
};

/** The board with its seats, and a line that tells those who listen what happened. */
export const MatchBoard = ({ view }: { readonly view: MatchView }): VNode => {
  const { store, playback, details, isFlipped } = view;
  const step = playback.step.value;
  const frames = store.frames.value;
  const frame = frames[step];
  const { above, below } = seatsAround(view);
  return (
    <>
      {above.map((seat) => (
        <SeatRow key={seat} view={view} seat={seat} />
      ))}
      <div class="board" data-testid="board">
        {frame === undefined ? (
          <Loading />
        ) : (
          <Board
            game={details.game.id}
            text={frame.text}
            view={frame.view}
            previous={frames[step - 1]?.view}
            flipped={isFlipped}
            label={`${details.game.id} after step ${step}`}
            size="board"
          />
        )}
      </div>
      {below.map((seat) => (
        <SeatRow key={seat} view={view} seat={seat} />
      ))}
      <p class="news" aria-live="polite" data-testid="news">
        {frame === undefined || frame.news === '' ? 'The start.' : frame.news}
      </p>
    </>
  );
};
