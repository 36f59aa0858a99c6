import type { VNode } from 'preact';
import { MatchPage } from './pages/match/match-page.tsx';
import { MissingPage } from './pages/missing-page.tsx';
import { ReplaysPage } from './pages/replays/replays-page.tsx';
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
    case 'replays':
      return <ReplaysPage filter={at.filter} />;
    case 'leaderboards':
    case 'leaderboard':
    case 'agent':
    case 'tournaments':
    case 'tournament':
    case 'games':
    case 'game':
    case 'missing':
      return <MissingPage />;
  }
};

/** The page that the address names, in the frame that all pages share. */
export const App = (): VNode => <Shell at={route.value}>{pageOf(route.value)}</Shell>;
