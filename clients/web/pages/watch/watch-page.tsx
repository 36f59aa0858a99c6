import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MatchList as Matches, Rated, Ready } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { readHall, readScene, type HallBoard } from '../../live/scene.ts';
import { useRoom } from '../../live/use-room.ts';
import { rememberList } from '../../match/neighbours.ts';
import { Loading } from '../../parts/answer.tsx';
import { formatPlural } from '../../parts/format.ts';
import { MatchList } from '../../parts/match-list.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { ratedIn, useLeaderboards } from '../../ratings/use-ratings.ts';
import { formatRoute } from '../../router/route.ts';
import { Featured, Leaders } from './featured.tsx';
import { HowToStart } from './how-to-start.tsx';
import { Tile } from './tile.tsx';

const refreshMs = 5_000;
/** How long the end of the featured match stays before another one takes its place. */
const lingerMs = 4_000;
const recentShown = 8;
const noBoards: readonly HallBoard[] = [];

/** The match that went on for the longest: the one with the most to see. */
const pickFeatured = (boards: readonly HallBoard[]): string | undefined =>
  [...boards].sort((a, b) => b.step - a.step)[0]?.match;

/** The featured match: it stays until it is over, and its end for a while. */
const useFeatured = (boards: readonly HallBoard[]) => {
  const [match, setMatch] = useState<string>();
  const followed = useRoom(match, readScene);
  const isOver = followed.isGone || followed.shown?.status === 'over';
  const next = pickFeatured(boards.filter((board) => board.match !== match));
  useEffect(() => {
    if (match === undefined && next !== undefined) setMatch(next);
    if (!isOver || next === undefined) return undefined;
    const timer = setTimeout(() => setMatch(next), lingerMs);
    return () => clearTimeout(timer);
  }, [match, next, isOver]);
  return { match, followed };
};

const Recent = (): VNode | null => {
  const path = `/api/matches?status=over&limit=${recentShown}`;
  const recent = useJson<Matches>(path, refreshMs).value;
  if (recent === undefined || recent.items.length === 0) return null;
  return (
    <section class="card stack tight" aria-labelledby="recent-title">
      <h2 id="recent-title">Just finished</h2>
      <MatchList items={recent.items} />
      <a class="small" href={formatRoute({ page: 'replays', filter: {} })}>
        All replays
      </a>
    </section>
  );
};

const Wall = ({
  boards,
  before,
  ratingsOf,
}: {
  readonly boards: readonly HallBoard[];
  readonly before: readonly HallBoard[];
  readonly ratingsOf: (match: string, game: string) => readonly (Rated | undefined)[];
}): VNode => (
  <ul class="wall" aria-label="Live matches">
    {boards.map((board) => (
      <Tile
        key={board.match}
        board={board}
        previous={before.find(({ match }) => match === board.match)}
        ratings={ratingsOf(board.match, board.game)}
      />
    ))}
  </ul>
);

/** Ratings by match, from the tables of the games that are played. */
const useRatingsOf = (boards: readonly HallBoard[]) => {
  const running = useJson<Matches>('/api/matches?status=running&limit=200', refreshMs).value;
  const games = useMemo(() => boards.map(({ game }) => game), [boards]);
  const tables = useLeaderboards(games);
  const agents = useMemo(() => new Map(running?.items.map((one) => [one.match, one.agents])), [running]);
  const ratingsOf = (match: string, game: string) =>
    (agents.get(match) ?? []).map((agent) => ratedIn(tables, game, agent));
  return { tables, ratingsOf };
};

/** What is being played now: one match large, the others as a wall of small boards. */
export const WatchPage = (): VNode => {
  useTitle('');
  const hall = useRoom('hall', readHall);
  const boards = hall.shown ?? noBoards;
  const { match, followed } = useFeatured(boards);
  const { tables, ratingsOf } = useRatingsOf(boards);
  const ready = useJson<Ready>('/ready', refreshMs).value;
  useEffect(() => rememberList(boards.map((board) => board.match)), [boards]);
  const game = followed.shown?.game;
  return (
    <>
      <div class="page-head">
        <h1>Live now</h1>
        {ready !== undefined && (
          <p class="faint small">
            {formatPlural(ready.matches, 'match', 'matches')} under way
            {ready.matches > boards.length && boards.length > 0 && (
              <>
                , {boards.length} on the wall ·{' '}
                <a href={formatRoute({ page: 'replays', filter: { status: 'running' } })}>all of them</a>
              </>
            )}
          </p>
        )}
      </div>
      {hall.link === 'lost' && (
        <p class="banner" role="status">
          The connection is lost. It comes back by itself.
        </p>
      )}
      {hall.shown === undefined && hall.link !== 'lost' && <Loading />}
      {hall.shown !== undefined && boards.length === 0 && match === undefined && <HowToStart />}
      {match !== undefined && (
        <div class="stage">
          <Featured match={match} followed={followed} ratings={ratingsOf(match, game ?? '')} />
          <div class="stack side">
            {game !== undefined && <Leaders game={game} table={tables.get(game)} />}
            <Recent />
          </div>
        </div>
      )}
      {match === undefined && <Recent />}
      {boards.length > 0 && (
        <>
          <h2>The wall</h2>
          <Wall boards={boards} before={hall.before ?? noBoards} ratingsOf={ratingsOf} />
        </>
      )}
    </>
  );
};
