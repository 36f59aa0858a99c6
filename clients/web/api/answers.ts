import type { z } from 'zod';
import type { leaderboardSchema } from '../../../server/protocol/leaderboards.ts';
import type { tournamentListSchema } from '../../../server/protocol/tournament-routes.ts';
import type {
  gameDetailsSchema,
  gameListSchema,
  matchListSchema,
  readySchema,
  stepsSchema,
} from '../../../server/protocol/routes.ts';

export type {
  AgentPage,
  HeadToHead,
  History,
  LeaderboardList,
  Overall,
  Superiority,
} from '../../../server/protocol/leaderboards.ts';
export type {
  Pairing,
  TournamentDetails,
  TournamentSummary,
} from '../../../server/protocol/tournament-routes.ts';
export type { MatchDetails, PublicStep } from '../../../server/protocol/routes.ts';

/** The answers of the routes that the pages read. */
export type MatchList = z.infer<typeof matchListSchema>;
export type MatchSummary = MatchList['items'][number];
export type Steps = z.infer<typeof stepsSchema>;
export type Leaderboard = z.infer<typeof leaderboardSchema>;
/** An agent's line in a pool. */
export type Rated = Leaderboard['players'][number];
export type TournamentList = z.infer<typeof tournamentListSchema>;
export type Ready = z.infer<typeof readySchema>;
export type GameList = z.infer<typeof gameListSchema>;
export type GameDetails = z.infer<typeof gameDetailsSchema>;
