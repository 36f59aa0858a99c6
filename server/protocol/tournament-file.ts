import { z } from 'zod';
import { attemptsSchema, clockPresets, jsonSchema } from '../../replays/format.ts';
import { sprtModels } from '../../replays/ratings/sprt.ts';

const playersMax = 200;
const gamesMax = 50;
const pairsMax = 10_000;
const roundsMax = 1_000;
const phasesMax = 8;
const costMax = 1e9;
const eloMax = 1_000;
const amountMax = 1e12;

/** Matches of one tournament at once. */
export const concurrencyMax = 1000;

const pairs = z.int().min(1).max(pairsMax);
const rounds = z.int().min(1).max(roundsMax);
const pairsAMeeting = pairs.default(1).describe('Mirrored pairs of one meeting, in each game.');

/** Who meets whom, in rounds of mirrored pairs. */
const phaseSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('round-robin'),
    pairs: pairs.describe('Mirrored pairs that any two players play, in each game.'),
  }),
  z.strictObject({
    kind: z.literal('gauntlet'),
    pairs: pairs.describe('Mirrored pairs that a challenger plays with each of the others, in each game.'),
    challengers: z
      .int()
      .min(1)
      .max(playersMax - 1)
      .default(1)
      .describe('So many of the first players challenge the others, and nobody else meets.'),
  }),
  z.strictObject({ kind: z.literal('swiss'), rounds, pairs: pairsAMeeting }),
  z.strictObject({
    kind: z.literal('active'),
    rounds: rounds.optional().describe('When left out, a stop rule or a budget ends it.'),
    pairs: pairsAMeeting,
  }),
]);
export type Phase = z.infer<typeof phaseSchema>;

const chance = z.number().min(0.0001).max(0.4999);

/** What ends a tournament before its schedule does; looked at after each batch of matches. */
const stopSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }).describe('Nothing does.'),
  z
    .strictObject({
      kind: z.literal('sprt'),
      elo0: z.number().min(-eloMax).max(eloMax),
      elo1: z.number().min(-eloMax).max(eloMax),
      alpha: chance.default(0.05),
      beta: chance.default(0.05),
      model: z.enum(sprtModels).default('normalized'),
    })
    .refine(({ elo0, elo1 }) => elo0 < elo1, { path: ['elo1'], message: 'elo1 must be above elo0' })
    .describe('A sequential test of the first of two players, on the points of whole pairs.'),
  z
    .strictObject({
      kind: z.literal('neighbours'),
      confidence: z.number().min(0.5).max(0.9999).default(0.95),
    })
    .describe('In every game each player is surely better than the next one in the table.'),
]);
export type StopRule = z.infer<typeof stopSchema>;

const amount = z.number().positive().max(amountMax);
const budgetSchema = z
  .strictObject({
    games: z.int().min(2).max(amountMax).optional(),
    tokens: amount.optional(),
    usd: amount.optional(),
    minutes: amount.optional().describe('Time in which at least one of its matches was under way.'),
  })
  .describe('Games are never more; the others are looked at after each batch of matches.');
export type Budget = z.infer<typeof budgetSchema>;

/** Digits of a run's own seed: any even number of hexadecimal digits up to this many. */
export const rootSeedDigitsMax = 64;

export const isRootSeed = (text: string): boolean =>
  text.length > 0 && text.length <= rootSeedDigitsMax && /^([0-9a-f]{2})+$/.test(text);

/** One player of a tournament file. */
export const tournamentPlayerSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'lower-case letters, digits, ".", "_" and "-", at most 40')
    .optional()
    .describe('What tables call the player; one that plays under two names needs both.'),
  player: z
    .string()
    .min(1)
    .max(400)
    .describe('Over HTTP "bot:NAME", "entry:NAME" or "agent:ID"; on the command line any address.'),
  cost: z
    .number()
    .positive()
    .max(costMax)
    .default(1)
    .describe('What a game costs this player, against the others; active schedules weigh it.'),
});

/** A tournament file, and the body that asks a server for a tournament. */
export const tournamentFileSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,59}$/, 'letters, digits, ".", "_", "-" and spaces, at most 60'),
  games: z
    .array(z.strictObject({ id: z.string().max(80), config: jsonSchema.optional() }))
    .min(1)
    .max(gamesMax),
  players: z.array(tournamentPlayerSchema).min(2).max(playersMax),
  schedule: z
    .union(
      [phaseSchema, z.array(phaseSchema).min(1).max(phasesMax)],
      'name one or several, such as {kind: round-robin, pairs: 10}',
    )
    .describe('One schedule, or several that are played one after another.'),
  clock: z.enum(clockPresets).default('bot'),
  attempts: attemptsSchema.default({ max: 3, then: 'forfeit' }),
  legalTold: z.boolean().default(true),
  seed: z
    .string('write the seed in quotes')
    .refine(isRootSeed, `an even number of hexadecimal digits, at most ${rootSeedDigitsMax}`)
    .optional()
    .describe('A seed of your own makes the matches casual.'),
  concurrency: z.int().min(1).max(concurrencyMax).default(1).describe('Matches at once.'),
  budget: budgetSchema.optional(),
  stop: stopSchema.default({ kind: 'fixed' }),
});
/** A tournament file with every default filled in. */
export type TournamentFile = z.infer<typeof tournamentFileSchema>;
