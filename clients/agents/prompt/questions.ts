import type { Question } from '../ledger/turn-ledger.ts';
import {
  expansionContract,
  expansionShape,
  moveContract,
  moveShape,
  proposalContract,
  proposalShape,
  valueContract,
  valueShape,
} from './contract.ts';
import { positionText, type ShownPosition } from './position.ts';

/** What a turn is told beside the position. */
export interface TurnFacts {
  readonly news: readonly string[];
  /** What the model noted on its turn before. */
  readonly note: string | undefined;
  /** Why the answer before this one was refused, and what it was. */
  readonly refusal:
    | { readonly code: string; readonly message: string; readonly said: string | undefined }
    | undefined;
}

const newsLinesMax = 12;
const saidUnitsMax = 300;

const newsText = (news: readonly string[]): readonly string[] =>
  news.length === 0 ? [] : [`Since your last turn:\n${news.slice(-newsLinesMax).join('\n')}`];

const noteText = (note: string | undefined): readonly string[] =>
  note === undefined ? [] : [`Your note from your last turn: ${note}`];

const refusalText = (refusal: TurnFacts['refusal']): readonly string[] => {
  if (refusal === undefined) return [];
  const said = refusal.said === undefined ? '' : ` It was: ${refusal.said.slice(0, saidUnitsMax)}`;
  const nudge =
    refusal.code === 'truncated' ? ' Think much less this time, and write the JSON object at once.' : '';
  return [`Your last answer was refused (${refusal.code}): ${refusal.message}${said}${nudge}`];
};

const factsText = (facts: TurnFacts): readonly string[] => [
  ...newsText(facts.news),
  ...noteText(facts.note),
  ...refusalText(facts.refusal),
];

const paragraphs = (parts: readonly string[]): string => parts.join('\n\n');

type Asked = Omit<Question, 'system'>;

/** Asks for the move of a turn. */
export const moveQuestion = (position: ShownPosition, facts: TurnFacts): Asked => ({
  prompt: paragraphs([positionText(position), ...factsText(facts), moveContract(position.game)]),
  shape: moveShape(position.game),
});

const searchAloud = [
  'Search before you answer, in writing, as deep as it pays:',
  '1. List the moves that come into question for you.',
  '2. For each, write the best reply of the other player, and your best answer to that.',
  '3. Write a value from 1 (lost) to 100 (won) behind each line, and go back from lines that lose.',
  '4. Choose the move whose worst line is best.',
].join('\n');

/** Asks for the move of a turn, with the search written out (Autonomous Tree-search, arXiv 2310.10686). */
export const selfSearchQuestion = (position: ShownPosition, facts: TurnFacts): Asked => ({
  prompt: paragraphs([
    positionText(position),
    ...factsText(facts),
    searchAloud,
    `After the search, on the last line: ${moveContract(position.game)}`,
  ]),
  // A shape would leave no room for what is to be written before the answer.
});

/** Asks for a few moves of whoever is to move. */
export const proposalQuestion = (position: ShownPosition, count: number, facts?: TurnFacts): Asked => ({
  prompt: paragraphs([
    positionText(position),
    ...(facts === undefined ? [] : factsText(facts)),
    `Which moves come into question? Name the best ${count}.`,
    proposalContract(count),
  ]),
  shape: proposalShape,
});

/** How a value is to be meant; the same words for every strategy, so that values compare. */
const valueWords = 'from 1 (certainly lost) over 50 (even) to 100 (certainly won)';

/** Asks what a position is worth to the seat that looks at it. */
export const valueQuestion = (position: ShownPosition): Asked => ({
  prompt: paragraphs([
    positionText({ ...position, legal: undefined }),
    `How good is this position for you, ${position.role}, ${valueWords}?`,
    valueContract,
  ]),
  shape: valueShape,
});

/** Asks for value and moves of a position at once; `siblings` is what was found beside it. */
export const expansionQuestion = (
  position: ShownPosition,
  count: number,
  siblings: readonly string[],
): Asked => ({
  prompt: paragraphs([
    positionText(position),
    ...(siblings.length === 0 ? [] : [`Other moves that led here were judged so: ${siblings.join('; ')}.`]),
    `How good is this position for you, ${position.role}, ${valueWords}? And which moves come into question? Name the best ${count}.`,
    expansionContract(count),
  ]),
  shape: expansionShape,
});
