import { z } from 'zod';
import {
  clockPresets,
  faultClasses,
  matchIdPattern,
  refusalClasses,
  terminations,
} from '../../replays/format.ts';
import { sourceClasses } from '../../replays/ledger.ts';
import { errorKinds } from '../../replays/ratings/errors.ts';
import { shortages } from '../../replays/ratings/rated-player.ts';
import { skipReasons, voidReasons } from '../../replays/ratings/result.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const elo = z.number().describe('Score-Elo.');
const estimate = z.strictObject({ rating: elo, se: z.number().min(0) });
const counts = <const Classes extends readonly [string, ...string[]]>(classes: Classes) =>
  z.record(z.enum(classes), count);

const poolId = {
  game: z.string(),
  version: z.int(),
  pool: z.string().describe('The name, as `chess/llm`.'),
  poolHash: z.string(),
};
const record = { games: count, wins: count, draws: count, losses: count };
const label = z.looseObject({ kind: z.string() }).describe('What a reader must know, such as `unbeaten`.');

const cost = z.union([z.number(), z.literal('infinite')]);

const conduct = {
  turns: count,
  faults: counts(faultClasses).describe('Forfeits by what led to them.'),
  refusals: counts(refusalClasses).nullable(),
  refusalsPer100Turns: z.record(z.enum(refusalClasses), z.number()).nullable(),
  sources: counts(sourceClasses).nullable().describe('Turns by what decided them.'),
  fallbackShare: share.nullable().describe('Share of the turns that a fallback decided.'),
  think: z.strictObject({ meanMs: z.number(), p50Ms: z.number(), p95Ms: z.number() }).nullable(),
  tokensPerGame: z.strictObject({ input: z.number(), output: z.number() }).nullable(),
  costUsd: z.number().nullable().describe('Over all games.'),
  costPerGame: z.number().nullable(),
  costPerWin: cost.nullable().describe('Cost of a game over the share of games won.'),
  isClaimed: z
    .boolean()
    .describe('Sources, tokens and costs are what the agent says of itself: the arena did not host it.'),
};

const ratedPlayer = z.strictObject({
  name: z.string().describe("The agent's id."),
  owner: z.string(),
  rating: elo,
  se: z.number().describe('Standard error of the rating.'),
  low: elo.describe('The 95 % interval, from `low` to `high`.'),
  high: elo,
  rank: z.int().describe('Equals share one.'),
  rankLow: z.int().describe('The best place that the 95 % intervals leave open.'),
  rankHigh: z.int(),
  ...record,
  opponents: count.describe('Distinct ones.'),
  score: share.nullable(),
  anchors: count.nullable().describe('Distinct anchors met; null where the pool has none.'),
  provisional: z.boolean(),
  provisionalFor: z
    .array(z.enum(shortages))
    .describe('What there is too little of; `se`: the error is too large.'),
  labels: z.array(label),
  playOnly: estimate.extend({ games: count }).nullable().describe('Without forfeited games.'),
  reliability: z
    .strictObject({
      forfeits: count,
      turns: count,
      per100Games: z.number().describe('Expected forfeits, with the 95 % interval.'),
      low: z.number(),
      high: z.number(),
    })
    .nullable(),
  ...conduct,
  onFrontier: z
    .boolean()
    .nullable()
    .describe('Nobody else is at least as good for at most the same cost a game.'),
  costPerPoint: cost.nullable().describe('Cost of a game over the rating points above `bot:random`.'),
  voids: counts(voidReasons).describe('Matches that count for nothing.'),
  influence: z
    .strictObject({ opponent: z.string(), change: z.number(), isFlagged: z.boolean() })
    .nullable()
    .describe('The opponent whose games move the rating most, and what it would change without them.'),
});

const priors = z
  .strictObject({
    strengthElo: z.number().nullable(),
    firstMoverElo: z.number().nullable(),
    lnTies: z.strictObject({ mean: z.number(), sd: z.number() }).nullable(),
  })
  .describe('Standard deviations that are assumed beforehand.');
const scale = z
  .strictObject({ name: z.literal('score-elo'), centre: z.number(), eloPerNat: z.number() })
  .describe('rating = centre + eloPerNat · θ; a gap of 400 is ten to one in score odds near equality.');

/** The published table of a pool. */
export const leaderboardSchema = z.strictObject({
  ...poolId,
  model: z.enum(['davidson', 'bradley-terry', 'half-draw']),
  priors,
  scale,
  firstMover: estimate.nullable().describe('What moving first is worth; null where nobody does.'),
  ties: z.strictObject({ nu: z.number(), se: z.number() }).nullable().describe('The propensity to draw.'),
  errors: z.enum(errorKinds),
  pairGamesMax: z.number().nullable().describe('Games between two agents count as at most so many.'),
  iterations: z.int(),
  converged: z.boolean(),
  games: count,
  groups: count.describe('Groups of agents that games connect; ratings compare within one only.'),
  players: z.array(ratedPlayer).describe('Strongest first.'),
  intransitivity: z
    .strictObject({ chiSquare: z.number(), degrees: z.int(), p: share })
    .nullable()
    .describe('The test whether one strength an agent explains who beat whom.'),
  residuals: z
    .array(
      z.strictObject({
        one: z.string(),
        other: z.string(),
        games: count,
        points: z.number(),
        expected: z.number(),
        z: z.number(),
      }),
    )
    .nullable()
    .describe('Pairs whose points are farthest from what the ratings say.'),
  skipped: counts(skipReasons).describe('Matches that count for nothing, by reason.'),
});

export const leaderboardListSchema = z.strictObject({
  items: z.array(
    z.strictObject({ pool: z.string(), hash: z.string(), game: z.string(), players: count, matches: count }),
  ),
});
export type LeaderboardList = z.infer<typeof leaderboardListSchema>;

export const liveLeaderboardSchema = z.strictObject({
  live: z.literal(true),
  ...poolId,
  scale,
  players: z.array(z.strictObject({ name: z.string(), rating: elo, se: z.number() })),
});

export const headToHeadSchema = z.strictObject({
  ...poolId,
  agents: z.array(z.string()).describe('Strongest first.'),
  pairs: z
    .array(
      z.strictObject({
        first: z.string(),
        second: z.string(),
        ...record,
        score: share.describe("The first's share of the points."),
      }),
    )
    .describe('Results of `first`, who had the lower seat, against `second`; pairs that met only.'),
});
export type HeadToHead = z.infer<typeof headToHeadSchema>;

export const superioritySchema = z.strictObject({
  ...poolId,
  agents: z.array(z.string()).describe('Strongest first.'),
  superiority: z
    .array(z.array(share))
    .nullable()
    .describe("The chance that the row's agent is stronger than the column's; null for over 200 agents."),
});
export type Superiority = z.infer<typeof superioritySchema>;

export const historyQuerySchema = z.strictObject({ agent: z.string().min(1).max(400) });
export const historySchema = z.strictObject({
  ...poolId,
  agent: z.string(),
  everyGames: count.describe('A point each time that the pool has so many more games, and one for all.'),
  points: z
    .array(
      z.strictObject({
        games: count.describe('Games of the pool so far.'),
        own: count.describe("The agent's own games so far."),
        at: z.string().describe('When the last of them ended.'),
        rating: elo,
        se: z.number(),
      }),
    )
    .describe('From the first point at which the agent had played on.'),
});
export type History = z.infer<typeof historySchema>;

const overallPlayer = z.strictObject({
  name: z.string(),
  rating: elo,
  se: z.number(),
  low: elo,
  high: elo,
  played: share.describe("Share of the games' weight that it has played."),
});
export const overallSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        preset: z.enum(clockPresets),
        pools: z.array(z.string()),
        betweenGames: z.number().describe("How an agent's rating differs from game to game: one sigma."),
        players: z.array(overallPlayer).describe('Strongest first.'),
        unrated: z
          .array(z.strictObject({ name: z.string(), played: share }))
          .describe("Less than 80 % of the games' weight."),
      }),
    )
    .describe("One table a clock preset, over the games' default pools; every game counts alike."),
});
export type Overall = z.infer<typeof overallSchema>;

export const agentSchema = z.strictObject({
  agent: z.string(),
  pools: z.array(
    z.strictObject({
      ...poolId,
      player: ratedPlayer,
      opponents: z.array(z.strictObject({ agent: z.string(), ...record, score: share })),
      roles: z.array(z.strictObject({ role: z.string(), ...record, score: share.nullable() })),
    }),
  ),
  recent: z
    .array(
      z.strictObject({
        match: z.string().regex(matchIdPattern),
        pool: z.string(),
        rated: z.boolean(),
        role: z.string(),
        opponents: z.array(z.string()),
        score: z.number().nullable(),
        place: z.number().nullable(),
        termination: z.enum(terminations),
        fault: z.enum(faultClasses).nullable().describe("The agent's own."),
        endedAt: z.string(),
      }),
    )
    .describe('Its last finished matches, rated or not, newest first.'),
});
export type AgentPage = z.infer<typeof agentSchema>;
