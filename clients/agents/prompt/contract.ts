import { z } from 'zod';
import type { AnyGame } from '../../../games/game.ts';
import type { AnswerShape } from '../models/chat-model.ts';

/** Raised when a model would be told other words: ratings of two versions do not mix. */
export const promptVersion = '1';

/** What a model may carry from one of its turns to the next, in characters. */
export const noteUnitsMax = 600;

const isText = (game: AnyGame): boolean =>
  (z.toJSONSchema(game.schemas.action) as { readonly type?: unknown }).type === 'string';

const shapeOf = (name: string, properties: Readonly<Record<string, object>>): AnswerShape => ({
  name,
  schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});

const thought = { type: 'string', description: 'why, in a sentence or two' };

/** A move, where moves are texts; a plan in structured form has a shape of its own, which providers cannot be held to. */
export const moveShape = (game: AnyGame): AnswerShape | undefined =>
  isText(game)
    ? shapeOf('move', {
        thought,
        move: { type: 'string', description: 'one legal move and nothing else' },
        note: { type: 'string', description: 'what to remember on the next turn; may be empty' },
      })
    : undefined;

export const valueShape = shapeOf('value', { thought, value: { type: 'integer' } });

const moveList = { type: 'array', items: { type: 'string' } };

export const proposalShape = shapeOf('proposal', { thought, moves: moveList });

export const expansionShape = shapeOf('expansion', { thought, value: { type: 'integer' }, moves: moveList });

/** How the last line of a question says what an answer looks like. */
export const moveContract = (game: AnyGame): string => {
  const move = isText(game) ? '"<one legal move>"' : '<the action in the form that the rules give>';
  return [
    'Whatever the rules say of the form of an answer: answer with one JSON object and nothing after it:',
    `{"thought": "<why, in a sentence or two>", "move": ${move}, "note": "<what to remember on your next turn, or empty>"}`,
  ].join('\n');
};

export const valueContract = [
  'Answer with one JSON object and nothing after it:',
  '{"thought": "<why, in a sentence or two>", "value": <a whole number from 1 to 100>}',
].join('\n');

export const proposalContract = (count: number): string =>
  [
    'Answer with one JSON object and nothing after it, the best move first:',
    `{"thought": "<why, in a sentence or two>", "moves": [<up to ${count} legal moves, each in quotes>]}`,
  ].join('\n');

export const expansionContract = (count: number): string =>
  [
    'Answer with one JSON object and nothing after it, the best move first:',
    `{"thought": "<why, in a sentence or two>", "value": <a whole number from 1 to 100>, "moves": [<up to ${count} legal moves, each in quotes>]}`,
  ].join('\n');
