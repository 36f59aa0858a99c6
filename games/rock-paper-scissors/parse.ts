import { bareAnswer } from '../bare-answer.ts';
import type { Parsed } from '../game.ts';
import type { View } from './state.ts';
import { type Throw, roundsIn, throws } from './throws.ts';

/** Reads a one-word answer, in any case and with marks around it; anything longer is a problem. */
export const parseAction = (text: string, view: View): Parsed<Throw> => {
  const isOver = roundsIn(view.history) === view.rounds;
  const hint = isOver ? 'The match is over.' : `Answer with one word: ${throws.join(', ')}.`;
  const unparsable = { problem: 'unparsable', message: `The answer is not an action. ${hint}` } as const;
  const answer = bareAnswer(text)?.toLowerCase();
  if (answer === undefined) return unparsable;
  if (answer === '') return { problem: 'empty', message: `The answer is empty. ${hint}` };
  const action = throws.find((candidate) => candidate === answer);
  if (action !== undefined)
    return isOver ? { problem: 'illegal', message: hint, reads: [action] } : { action };
  const words = new Set(answer.split(/[^\p{L}\p{N}]+/u));
  const reads = throws.filter((candidate) => words.has(candidate));
  if (reads.length < 2) return unparsable;
  return { problem: 'ambiguous', message: `The answer names ${reads.join(' and ')}. ${hint}`, reads };
};
