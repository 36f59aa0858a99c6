import type { VNode } from 'preact';
import { AgentPage } from './pages/agent/agent-page.tsx';
import { GamePage } from './pages/games/game-page.tsx';
import { GamesPage } from './pages/games/games-page.tsx';
import { LeaderboardPage } from './pages/leaderboard/leaderboard-page.tsx';
import { LeaderboardsPage } from './pages/leaderboard/leaderboards-page.tsx';
import { MatchPage } from './pages/match/match-page.tsx';
import { MissingPage } from './pages/missing-page.tsx';
import { ReplaysPage } from './pages/replays/replays-page.tsx';
import { TournamentPage } from './pages/tournaments/tournament-page.tsx';
import { TournamentsPage } from './pages/tournaments/tournaments-page.tsx';
import { WatchPage } from './pages/watch/watch-page.tsx';
import { Shell } from './parts/shell.tsx';
import type { Route } from './router/route.ts';
import { route } from './router/router.ts';

const pageOf = (at: Route): VNode => {
  switch (at.page) {
    case 'watch':
      return <WatchPage />;
    case 'match':
      return <MatchPage key={at.match} match={at.match} />;
    case 'leaderboards':
      return <LeaderboardsPage />;
    case 'leaderboard':
      return <LeaderboardPage key={at.pool} pool={at.pool} />;
    case 'agent':
      return <AgentPage key={at.agent} agent={at.agent} />;
    case 'games':
      return <GamesPage />;
    case 'game':
      return <GamePage key={at.game} game={at.game} />;
    case 'replays':
      return <ReplaysPage filter={at.filter} />;
    case 'tournaments':
      return <TournamentsPage />;
    case 'tournament':
      return <TournamentPage key={at.tournament} tournament={at.tournament} />;
    case 'missing':
      return <MissingPage />;
  }
};

/** The page that the address names, in the frame that all pages share. */
export const App = (): VNode => <Shell at={route.value}>{pageOf(route.value)}</Shell>;
