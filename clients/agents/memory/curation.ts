import type { EndMessage } from '../../sdk/messages.ts';
import type { Question } from '../ledger/turn-ledger.ts';
import type { ModelReply } from '../models/chat-model.ts';
import { findObjects } from '../parser/json-objects.ts';
import { type Sheet, sheetUnitsMax } from './sheet-store.ts';

/** One game as its player remembers it: all lines come from the arena, none from another player. */
export interface Remembered {
  readonly title: string;
  readonly rules: string;
  readonly role: string;
  readonly seat: number;
  /** What happened, oldest first, as the rules put it in words. */
  readonly events: readonly string[];
}

const eventUnitsMax = 6000;

const shape = {
  name: 'sheet',
  schema: {
    type: 'object',
    properties: { sheet: { type: 'string' } },
    required: ['sheet'],
    additionalProperties: false,
  },
} as const;

/** The result in words, from what the arena states and nothing else. */
const resultText = ({ outcome, termination, fault }: EndMessage, seat: number): string => {
  if (outcome === null) return `The game was called off (${termination}).`;
  const place = outcome.places[seat];
  const isShared = outcome.places.filter((other) => other === place).length > 1;
  const result = isShared ? 'a draw' : place === 1 ? 'a win for you' : 'a loss for you';
  const own = fault?.seat === seat ? ` It ended by your own fault: ${fault.class}.` : '';
  return `The result: ${result} (${outcome.reason}, your score ${outcome.scores[seat]}).${own}`;
};

/** The last events that fit, whole. */
const fitEvents = (events: readonly string[]): string => {
  const kept: string[] = [];
  let units = 0;
  for (const line of events.toReversed()) {
    units += line.length + 1;
    if (units > eventUnitsMax) break;
    kept.unshift(line);
  }
  return kept.join('\n');
};

/** Asks for the sheet anew, in the light of one more game. */
export const curationQuestion = (game: Remembered, end: EndMessage, sheet: Sheet): Question => ({
  system: [
    `You keep a sheet of notes on how to play ${game.title} well. After each game you rewrite it.`,
    `Rules:\n${game.rules}`,
  ].join('\n\n'),
  prompt: [
    `The sheet so far (from ${sheet.games} games):\n${sheet.text === '' ? '(empty)' : sheet.text}`,
    `You were ${game.role}. What happened:\n${fitEvents(game.events)}`,
    resultText(end, game.seat),
    `Rewrite the sheet: keep what holds, mend what this game disproved, add what it taught. General advice, no account of this game; at most ${sheetUnitsMax} characters.`,
    'Answer with one JSON object and nothing after it:\n{"sheet": "<the whole sheet>"}',
  ].join('\n\n'),
  shape,
});

/** The sheet of an answer; undefined where it holds none. */
export const readSheet = (reply: ModelReply | undefined): string | undefined => {
  if (reply === undefined || reply.finish === 'length') return undefined;
  const fields = (reply.json ?? findObjects(reply.text).objects.at(-1)?.value) as
    | { readonly sheet?: unknown }
    | undefined;
  return typeof fields?.sheet === 'string' ? fields.sheet : undefined;
};
