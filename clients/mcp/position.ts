import { z } from 'zod';
import type { Standing } from './seat.ts';

const refusalSchema = z.object({ code: z.string(), message: z.string() });

/** What a tool answers about a seat. */
export const positionShape = {
  status: z.enum(['your-turn', 'waiting', 'over']).describe('Whose turn it is, or that the match is over.'),
  turn: z.int().optional().describe('The number to act with.'),
  text: z.string().optional().describe('The position in words.'),
  view: z.unknown().optional().describe('The position as JSON: all that this seat may know.'),
  legal: z.array(z.unknown()).optional().describe('The legal actions, where the match tells them.'),
  news: z.array(z.string()).optional().describe('What happened since your last turn.'),
  attemptsLeft: z.int().optional().describe('Attempts of this turn, this one included.'),
  msLeft: z.int().optional().describe('Milliseconds left for this turn.'),
  refusal: refusalSchema.optional().describe('Why the last attempt at this turn was refused.'),
  outcome: z
    .unknown()
    .optional()
    .describe('Scores and places by seat, once the match is over; null where it has none.'),
  termination: z.string().optional().describe('How the match ended.'),
};

export type Position = z.infer<z.ZodObject<typeof positionShape>>;

/** Where a seat stands, as structured data. */
export const positionOf = (standing: Standing): Position => {
  switch (standing.status) {
    case 'waiting':
      return { status: 'waiting' };
    case 'over': {
      const { outcome, termination } = standing.end;
      return { status: 'over', outcome, termination };
    }
    case 'your-turn': {
      const { turn, text, view, legal, news, attemptsLeft, refusal } = standing.turn;
      return {
        status: 'your-turn',
        turn,
        text,
        view,
        ...(legal !== undefined && { legal: [...legal] }),
        news: [...news],
        attemptsLeft,
        msLeft: standing.msLeft,
        ...(refusal !== undefined && { refusal }),
      };
    }
  }
};

const legalUnitsMax = 4000;

/** The same in words, for a model that reads nothing else. */
export const positionText = (position: Position): string => {
  if (position.status === 'waiting')
    return 'Still waiting: it is not your turn yet. Call wait_for_turn again.';
  if (position.status === 'over')
    return `The match is over (${position.termination}): ${JSON.stringify(position.outcome)}`;
  const { turn, text, legal, news = [], refusal, attemptsLeft, msLeft } = position;
  const listed = legal === undefined ? undefined : JSON.stringify(legal).slice(0, legalUnitsMax);
  return [
    ...news,
    `It is your turn ${turn}; ${attemptsLeft} attempts and ${Math.round((msLeft ?? 0) / 1000)} s are left.`,
    ...(refusal === undefined ? [] : [`Your last answer was refused (${refusal.code}): ${refusal.message}`]),
    text!,
    ...(listed === undefined ? [] : [`Legal actions: ${listed}`]),
  ].join('\n');
};
