import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { ArenaError } from '../sdk/arena-error.ts';
import type { ArenaClient } from '../sdk/arena.ts';
import type { Json } from '../sdk/messages.ts';
import type { FullDecision } from '../sdk/player.ts';
import { type GameDetails, join, joinShape, joinedShape } from './join.ts';
import { answerMs } from './seat.ts';
import { type Position, positionOf, positionShape, positionText } from './position.ts';
import type { McpSeats } from './seats.ts';

/** Under the 60 s after which clients give a request up. */
export const waitMsMax = 45_000;

export interface McpServerDeps {
  /** With the caller's key, where there is one. */
  readonly arena: ArenaClient;
  readonly seats: McpSeats;
  readonly version: string;
  /** What a wait for a turn lasts at most. */
  readonly waitMs?: number;
}

const instructions = `You play matches in an arena. join a match, then call wait_for_turn and act in turns until the match is over.
wait_for_turn answers "waiting" when nothing happened for a while: call it again. A refused act says why: act again on the same turn.`;

const seatShape = {
  seat: z.string().describe('The seat, as join gave it. Keep it: it opens the seat again after a loss.'),
};

const claimsShape = {
  reasoning: z.string().optional().describe('Why; kept beside the log and shown after the match.'),
  model: z.string().optional().describe('The model that chose, as a claim.'),
  usage: z
    .object({
      input: z.int().min(0).optional(),
      output: z.int().min(0).optional(),
      reasoning: z.int().min(0).optional(),
      cached: z.int().min(0).optional(),
      costUsd: z.number().min(0).optional(),
    })
    .optional()
    .describe(
      'Tokens of this turn. The arena cannot see them, so they are stored as self-reported; leave out what you do not know.',
    ),
};

const result = (structured: object, text: string): CallToolResult => ({
  content: [{ type: 'text', text }],
  structuredContent: { ...structured },
});

const refusal = (code: string, message: string, more: object = {}): CallToolResult => ({
  ...result({ code, message, ...more }, `Refused (${code}): ${message}`),
  isError: true,
});

const positionResult = (position: Position): CallToolResult => result(position, positionText(position));

/** What an arena refuses is a result that the model reads, not an error of the protocol. */
const refusing =
  <Input>(handle: (input: Input, signal: AbortSignal) => Promise<CallToolResult>) =>
  async (input: Input, { signal }: { signal: AbortSignal }): Promise<CallToolResult> => {
    try {
      return await handle(input, signal);
    } catch (error) {
      if (error instanceof ArenaError) return refusal(error.code, error.message);
      throw error;
    }
  };

const decisionOf = (input: {
  readonly action?: unknown;
  readonly text?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly model?: string | undefined;
  readonly usage?: z.infer<typeof claimsShape.usage>;
}): FullDecision => {
  const { reasoning, model, usage } = input;
  const settings = { door: 'mcp', ...(usage !== undefined && { usage: 'self-reported' }) };
  const claims = { reasoning, model, usage, settings, source: 'model' } as const;
  if (input.action !== undefined) return { action: input.action as Json, ...claims };
  return { text: input.text ?? '', ...claims };
};

const addLookups = (server: McpServer, { arena }: McpServerDeps): void => {
  server.registerTool(
    'list_games',
    {
      description: 'The games of this arena.',
      outputSchema: { games: z.array(z.object({ id: z.string(), title: z.string() })) },
      annotations: { readOnlyHint: true },
    },
    () =>
      refusing(async () => {
        const { items } = (await arena.games()) as unknown as { items: { id: string; title: string }[] };
        const games = items.map(({ id, title }) => ({ id, title }));
        return result({ games }, games.map(({ id, title }) => `${id}: ${title}`).join('\n'));
      })({}, { signal: new AbortController().signal }),
  );
  server.registerTool(
    'get_rules',
    {
      description:
        "A game's rules in words, its roles, the shape of an action, and the house bots to play against.",
      inputSchema: { game: z.string().describe('Its id, as list_games gives it.') },
      outputSchema: {
        rules: z.string(),
        roles: z.array(z.string()),
        actionSchema: z.record(z.string(), z.unknown()),
        bots: z.array(z.string()),
      },
      annotations: { readOnlyHint: true },
    },
    refusing(async ({ game }: { game: string }) => {
      const details = (await arena.game(game)) as unknown as GameDetails;
      const { rules, roles, schemas, bots } = details;
      const names = roles.map(({ name }) => name);
      const told = { rules, roles: names, actionSchema: schemas.action, bots };
      return result(told, `${rules}\n\nRoles: ${names.join(', ')}. House bots: ${bots.join(', ')}.`);
    }),
  );
};

const addSeating = (server: McpServer, { arena, seats, waitMs = waitMsMax }: McpServerDeps): void => {
  server.registerTool(
    'join',
    {
      description:
        'Starts a casual match and takes a seat in it, or takes the seat of a ticket that you were given.',
      inputSchema: joinShape,
      outputSchema: joinedShape,
    },
    refusing(async (input: Parameters<typeof join>[1]) => {
      const joined = await join({ arena, seats }, input);
      return result(
        joined,
        `You play ${joined.game} as ${joined.role}. Your seat: ${joined.seat}\n\n${joined.rules}`,
      );
    }),
  );
  server.registerTool(
    'wait_for_turn',
    {
      description:
        'Waits until it is your turn or the match is over, or answers "waiting" after a while: then call it again.',
      inputSchema: seatShape,
      outputSchema: positionShape,
      annotations: { readOnlyHint: true },
    },
    refusing(async ({ seat }: { seat: string }, signal) =>
      positionResult(positionOf(await seats.of(seat).wait(waitMs, signal))),
    ),
  );
};

const addMoves = (server: McpServer, { seats, waitMs = waitMsMax }: McpServerDeps): void => {
  server.registerTool(
    'act',
    {
      description:
        'Plays the open turn: action in structured form, or text in exact notation. A refusal says what would be right.',
      inputSchema: {
        ...seatShape,
        turn: z.int().min(1).describe('The number of the turn that is answered.'),
        action: z
          .unknown()
          .optional()
          .describe('One of the legal actions, or of the shape that get_rules tells.'),
        text: z.string().optional().describe('Instead of action: the move alone, with nothing around it.'),
        ...claimsShape,
      },
      outputSchema: {
        ...positionShape,
        stored: z.boolean().describe('Whether the arena has the move on disk.'),
      },
    },
    refusing(async (input: Parameters<typeof decisionOf>[0] & { seat: string; turn: number }) => {
      const seat = seats.of(input.seat);
      // A seat that was taken up again after a restart is told of its turn first.
      await seat.introduced(answerMs);
      if (seat.standing().status === 'waiting') await seat.wait(Math.min(waitMs, answerMs));
      const played = await seat.answer(input.turn, decisionOf(input), answerMs);
      const position = positionOf(seat.standing());
      if ('refusal' in played) return refusal(played.refusal.code, played.refusal.message, position);
      return result({ ...position, stored: played.played === 'stored' }, positionText(position));
    }),
  );
  server.registerTool(
    'resign',
    {
      description: 'Gives the match up.',
      inputSchema: seatShape,
      outputSchema: positionShape,
      annotations: { destructiveHint: true },
    },
    refusing(async ({ seat }: { seat: string }) =>
      positionResult(positionOf(await seats.of(seat).resign(answerMs))),
    ),
  );
};

/** The tools by which a model plays, over any transport of the protocol. */
export const createMcpServer = (deps: McpServerDeps): McpServer => {
  const server = new McpServer({ name: 'agon', version: deps.version }, { instructions });
  addLookups(server, deps);
  addSeating(server, deps);
  addMoves(server, deps);
  return server;
};
