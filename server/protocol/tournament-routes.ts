import { z } from 'zod';
import { faultClasses, matchIdPattern, refusalClasses, terminations } from '../../replays/format.ts';
import { limits } from './limits.ts';
import { tournamentFileSchema } from './tournament-file.ts';

export const tournamentStatuses = ['running', 'paused', 'over', 'cancelled'] as const;
export type TournamentStatus = (typeof tournamentStatuses)[number];

const id = z.string().max(64);
const count = z.int().min(0);
const player = count.describe('A player by its number in `players`.');

const summary = {
  id,
  name: z.string(),
  status: z.enum(tournamentStatuses),
  rated: z.boolean(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
};

/** One tournament of a list. */
const tournamentSummarySchema = z.strictObject({ ...summary, games: z.array(z.string()), players: count });
export type TournamentSummary = z.infer<typeof tournamentSummarySchema>;

export const tournamentListSchema = z.strictObject({ items: z.array(tournamentSummarySchema) });

const conduct = z.strictObject({
  name: z.string(),
  agent: z.string(),
  games: count,
  points: z.number(),
  forfeits: z.partialRecord(z.enum(faultClasses), count),
  refusals: z.partialRecord(z.enum(refusalClasses), count),
  voids: z
    .partialRecord(z.enum(terminations), count)
    .describe('Matches that ended without a result, all tries counted.'),
  tokensIn: count.nullable(),
  tokensOut: count.nullable(),
  costUsd: z.number().nullable(),
  turns: count,
  thinkMs: z.number(),
});

const stop = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({
    kind: z.literal('sprt'),
    pairs: z.array(count).length(5).describe('Whole pairs by points, from two losses to two wins.'),
    llr: z.number(),
    lower: z.number(),
    upper: z.number(),
    decision: z.enum(['H0', 'H1', 'continue']),
  }),
  z.strictObject({
    kind: z.literal('neighbours'),
    confidence: z.number(),
    games: z
      .array(
        z.strictObject({
          isSeparated: z.boolean(),
          neighbours: z.array(
            z.strictObject({
              players: z.array(player).length(2),
              superiority: z.number(),
              isSeparated: z.boolean(),
            }),
          ),
        }),
      )
      .describe('By game, from the strongest.'),
  }),
]);

const pairing = z.strictObject({
  game: count.describe('A game by its number in `games`.'),
  players: z.array(player).length(2),
  points: z.number().nullable().describe('Of the first player, from 0 to 2; null while there is no result.'),
  matches: z.array(
    z.strictObject({
      match: z.string().regex(matchIdPattern),
      seats: z.array(player).length(2),
      status: z.enum(['planned', 'running', 'over']),
      scores: z.array(z.number().nullable()).nullable(),
    }),
  ),
});
export type Pairing = z.infer<typeof pairing>;

/** How a tournament stands. */
export const tournamentSchema = z.strictObject({
  ...summary,
  file: tournamentFileSchema,
  seed: z.string().nullable().describe('The seed of all matches, told when it is over.'),
  progress: z.strictObject({
    matches: count.describe('Matches that count.'),
    matchesMax: count.nullable().describe('So many at most count in the end; null where nobody knows.'),
    batches: count,
    batchPairs: count.describe('Pairs of the batch that is under way.'),
    batchPairsOver: count,
    voidPairs: count.describe('Pairs that came to no result in any try.'),
  }),
  ending: z.enum(['schedule', 'stop-rule', 'budget']).nullable(),
  stop: stop.describe('Where the stop rule stands after whole batches.'),
  spent: z.strictObject({ games: count, tokens: count, usd: z.number(), minutes: z.number() }),
  players: z.array(conduct).describe('In the order of the file.'),
  games: z.array(
    z.strictObject({
      game: z.string(),
      config: z.unknown(),
      ratings: z
        .record(z.string(), z.unknown())
        .nullable()
        .describe('A table as GET /api/leaderboards/{pool} answers it, with the names of the tournament.'),
      crosstable: z.array(z.array(z.strictObject({ points: z.number(), games: count }).nullable())),
    }),
  ),
  pairings: z.array(pairing).describe('The first pairs of the batch that is under way.'),
});
export type TournamentDetails = z.infer<typeof tournamentSchema>;

export const pairingsQuerySchema = z.strictObject({
  from: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageItemsMax).optional(),
});

export const pairingsSchema = z.strictObject({
  items: z.array(pairing).describe('In the order of the schedule.'),
  next: count.optional().describe('The `from` of the next page; absent on the last one.'),
});
