import { z } from 'zod';
import { ArenaError } from '../sdk/arena-error.ts';
import type { ArenaClient } from '../sdk/arena.ts';
import type { Json } from '../sdk/messages.ts';
import { answerMs } from './seat.ts';
import type { McpSeats } from './seats.ts';

/** What of `GET /api/games/:id` is used here. */
export interface GameDetails {
  readonly rules: string;
  readonly roles: readonly { readonly name: string }[];
  readonly schemas: { readonly action: Readonly<Record<string, unknown>> };
  readonly bots: readonly string[];
}

export const joinShape = {
  game: z.string().optional().describe('The game to play; not needed with a ticket.'),
  opponent: z
    .string()
    .optional()
    .describe(
      'Who takes the other seats: a house bot such as "bot:random" (the default), "agent:ID", or "open".',
    ),
  position: z.int().min(0).max(63).optional().describe('Your seat, by the order of the roles, from 0.'),
  clock: z
    .enum(['bot', 'blitz', 'llm'])
    .optional()
    .describe('Time control: llm (10 min a move, the default), blitz, bot.'),
  config: z.record(z.string(), z.unknown()).optional().describe('Configuration of the game; see get_rules.'),
  legal: z.boolean().optional().describe('Whether turns list the legal actions; true when left out.'),
  ticket: z.string().optional().describe('A ticket that somebody gave you: it opens a seat of their match.'),
};

export type JoinInput = z.infer<z.ZodObject<typeof joinShape>>;

export const joinedShape = {
  seat: z.string().describe('Opens the seat: every other tool asks for it.'),
  match: z.string(),
  game: z.string(),
  role: z.string(),
  rules: z.string(),
  actionSchema: z.record(z.string(), z.unknown()),
  watch: z.string().optional().describe('Where people watch the match.'),
  openTickets: z
    .array(z.string())
    .optional()
    .describe('For whoever takes the other seats, where the opponent is "open".'),
};

export type Joined = z.infer<z.ZodObject<typeof joinedShape>>;

interface JoinDeps {
  readonly arena: ArenaClient;
  readonly seats: McpSeats;
}

/** The match that was asked for: its own ticket, and those of the other open seats. */
const createMatch = async (
  arena: ArenaClient,
  game: string,
  { position = 0, opponent = 'bot:random', clock, config, legal }: JoinInput,
): Promise<{ ticket: string; watch: string; openTickets: string[] }> => {
  const { roles } = (await arena.game(game)) as unknown as GameDetails;
  if (position >= roles.length)
    throw new ArenaError(
      'bad-seats',
      `${game} has ${roles.length} seats.`,
      `Choose a position below ${roles.length}.`,
    );
  const { tickets, watch } = await arena.createMatch({
    game,
    seats: roles.map((_, seat) => (seat === position ? 'open' : opponent)),
    ...(clock !== undefined && { clock }),
    ...(config !== undefined && { config: config as Json }),
    ...(legal !== undefined && { legalTold: legal }),
  });
  const openTickets = tickets.filter((ticket, seat) => seat !== position && ticket !== null) as string[];
  return { ticket: tickets[position]!, watch, openTickets };
};

/** Takes a seat: that of a ticket, or one of a new match. */
export const join = async ({ arena, seats }: JoinDeps, input: JoinInput): Promise<Joined> => {
  const { ticket: given, game } = input;
  if (given === undefined && game === undefined)
    throw new ArenaError('bad-body', 'Neither a game nor a ticket was given.', 'Name a game of list_games.');
  const made = given === undefined ? await createMatch(arena, game!, input) : undefined;
  const seat = made?.ticket ?? given!;
  const welcome = await seats.of(seat).introduced(answerMs);
  return {
    seat,
    match: welcome.match,
    game: welcome.game.id,
    role: welcome.role,
    rules: welcome.rules,
    actionSchema: welcome.actionSchema,
    ...(made !== undefined && { watch: made.watch }),
    ...(made !== undefined && made.openTickets.length > 0 && { openTickets: made.openTickets }),
  };
};
