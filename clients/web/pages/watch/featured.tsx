import type { VNode } from 'preact';
import type { Leaderboard, Rated } from '../../api/answers.ts';
import type { Scene } from '../../live/scene.ts';
import type { Followed } from '../../live/use-room.ts';
import { resultTitle } from '../../match/words.ts';
import { Loading } from '../../parts/answer.tsx';
import { Board } from '../../parts/board.tsx';
import { formatAgent } from '../../parts/format.ts';
import { RatingTag } from '../../parts/rating-tag.tsx';
import { Standing } from '../../parts/standing.tsx';
import { useStandings } from '../../parts/use-drawing.ts';
import { formatRoute } from '../../router/route.ts';

const FeaturedSeat = ({
  scene,
  seat,
  rated,
  standing,
}: {
  readonly scene: Scene;
  readonly seat: number;
  readonly rated: Rated | undefined;
  readonly standing: string | undefined;
}): VNode => {
  const { name, role, acting } = scene.seats[seat]!;
  const isActing = acting && scene.status === 'running';
  return (
    <div class={isActing ? 'seat acting' : 'seat'} data-seat={seat % 4}>
      <span class="seat-mark" aria-hidden="true" />
      <span class="seat-who">
        <strong>{name}</strong>
        <RatingTag rated={rated} />
        <span class="faint small">{role}</span>
        <Standing text={standing} />
      </span>
      {isActing && <span class="badge">to move</span>}
    </div>
  );
};

/** The match that is shown large. */
export const Featured = ({
  match,
  followed: { shown: scene, before },
  ratings,
}: {
  readonly match: string;
  readonly followed: Followed<Scene>;
  readonly ratings: readonly (Rated | undefined)[];
}): VNode => {
  const href = formatRoute({ page: 'match', match });
  const standings = useStandings(scene?.game ?? '', scene?.view);
  if (scene === undefined) return <Loading />;
  const [first = 0, ...others] = scene.seats.map((_, seat) => seat);
  const seat = (at: number): VNode => (
    <FeaturedSeat key={at} scene={scene} seat={at} rated={ratings[at]} standing={standings[at]} />
  );
  return (
    <section class="featured" aria-labelledby="featured-title" data-testid="featured">
      <div class="row featured-head">
        <h2 id="featured-title">{scene.game}</h2>
        <span class="badge live">live</span>
        <a class="button primary" href={href}>
          Open the match
        </a>
      </div>
      {others.map(seat)}
      <a class="board" href={href} aria-label={`Open ${scene.game}`}>
        <Board
          game={scene.game}
          text={scene.text}
          view={scene.view}
          previous={before?.step === scene.step - 1 ? before.view : undefined}
          flipped={false}
          label={`${scene.game} after step ${scene.step}`}
          size="thumb"
        />
      </a>
      {seat(first)}
      <p class="news" aria-live="polite">
        {scene.result === null
          ? scene.news || 'The start.'
          : `${resultTitle(scene.result, scene.seats)}. ${scene.news}`}
      </p>
    </section>
  );
};

const leadersShown = 6;

/** Who leads in the game that is shown large. */
export const Leaders = ({
  game,
  table,
}: {
  readonly game: string;
  /** Null: the game has none. */
  readonly table: Leaderboard | null | undefined;
}): VNode => (
  <section class="card stack tight" aria-labelledby="leaders-title">
    <h2 id="leaders-title">Leading in {game}</h2>
    {table === undefined && <Loading />}
    {(table === null || table?.players.length === 0) && (
      <p class="small faint">No rated match of it is over yet.</p>
    )}
    {table !== null && table !== undefined && (
      <ol class="leaders">
        {table.players.slice(0, leadersShown).map((player) => (
          <li key={player.name}>
            <span class="rank">{player.rank}</span>
            <a href={formatRoute({ page: 'agent', agent: player.name })}>{formatAgent(player.name)}</a>
            <RatingTag rated={player} />
          </li>
        ))}
      </ol>
    )}
    {table !== null && table !== undefined && (
      <a class="small" href={formatRoute({ page: 'leaderboard', pool: table.pool })}>
        The whole table
      </a>
    )}
  </section>
);
