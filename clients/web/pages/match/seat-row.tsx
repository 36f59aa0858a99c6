import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatClock, formatMs } from '../../parts/format.ts';
import { RatingTag } from '../../parts/rating-tag.tsx';
import { Standing } from '../../parts/standing.tsx';
import { useStandings } from '../../parts/use-drawing.ts';
import { formatRoute } from '../../router/route.ts';
import type { MatchView } from './match-page.tsx';

/** The agent of a seat in which nobody who is known to the arena sits. */
const openSeat = 'open';

const tickMs = 1_000;

/** Milliseconds since `from` changed, while it runs. */
const useElapsed = (isRunning: boolean, from: number): number => {
  const now = useSignal(0);
  useEffect(() => {
    now.value = 0;
    if (!isRunning) return undefined;
    const startedAt = performance.now();
    const timer = setInterval(() => {
      now.value = performance.now() - startedAt;
    }, tickMs);
    return () => clearInterval(timer);
  }, [isRunning, from, now]);
  return now.value;
};

const Clock = ({ view, seat }: { readonly view: MatchView; readonly seat: number }): VNode | null => {
  const { store, playback, details } = view;
  const scene = store.scene.value;
  const frame = store.frames.value[playback.step.value];
  const isLive = scene?.status === 'running' && playback.isAtEnd.value;
  const isActing = isLive && scene.seats[seat]?.acting === true;
  const elapsed = useElapsed(isActing, scene?.step ?? 0);
  const spent = frame?.by?.[seat]?.ms;
  if (details.clock.bankMs === 0) {
    if (isActing) return <span class="clock acting">{formatClock(elapsed)}</span>;
    return spent === undefined ? null : <span class="clock">{formatMs(spent)}</span>;
  }
  const bank = frame?.clocks[seat] ?? details.clock.bankMs;
  const over = Math.max(0, elapsed - (details.clock.moveMs ?? 0));
  return <span class={isActing ? 'clock acting' : 'clock'}>{formatClock(bank - (isActing ? over : 0))}</span>;
};

/** Refused attempts up to the shown step; what the room counts where the end is shown. */
const refusedOf = ({ store, playback }: MatchView, seat: number): number => {
  const scene = store.scene.value;
  if (scene !== undefined && playback.isAtEnd.value) return scene.seats[seat]?.refusals ?? 0;
  return store.frames.value
    .slice(0, playback.step.value + 1)
    .reduce((sum, { by }) => sum + Math.max(0, (by?.[seat]?.attempts ?? 1) - 1), 0);
};

/** One seat: who sits there, whether it is to move, its time and its refused attempts. */
export const SeatRow = ({ view, seat }: { readonly view: MatchView; readonly seat: number }): VNode => {
  const { details, store, playback } = view;
  const { name, role, agent, kind } = details.seats[seat]!;
  const scene = store.scene.value;
  const shown = scene?.seats[seat];
  const isActing = scene?.status === 'running' && playback.isAtEnd.value && shown?.acting === true;
  const refused = refusedOf(view, seat);
  const standings = useStandings(details.game.id, store.frames.value[playback.step.value]?.view);
  return (
    <div class={isActing ? 'seat acting' : 'seat'} data-seat={seat % 4}>
      <span class="seat-mark" aria-hidden="true" />
      <span class="seat-who">
        {agent === openSeat ? (
          <strong>{name}</strong>
        ) : (
          <a href={formatRoute({ page: 'agent', agent })}>{name}</a>
        )}
        <RatingTag rated={view.ratings[seat]} />
        <span class="faint small">
          {role}
          {kind !== 'bot' && <span class="seat-kind"> · {kind}</span>}
        </span>
        <Standing text={standings[seat]} />
      </span>
      {refused > 0 && <span class="badge warn">{refused} refused</span>}
      {shown?.connected === false && scene?.status === 'running' && <span class="badge bad">away</span>}
      {isActing && <span class="badge">to move</span>}
      <Clock view={view} seat={seat} />
    </div>
  );
};
