import type { Parsed } from '../game.ts';
import type { View } from './game.ts';
import { type Throw, roundsIn, throws } from './throws.ts';

/** Marks that people and models put around a one-word answer: quotes, brackets, markdown, full stops. */
const marksAround = /^[\s"'`“”‘’*_()[\].,:;!]+|[\s"'`“”‘’*_()[\].,:;!]+$/gu;

/** Longer answers are not searched for marks and words, which would take long in a hostile one. */
const answerLengthMax = 200;

/** Reads a one-word answer, in any case and with marks around it; anything longer is a problem. */
export const parseAction = (text: string, view: View): Parsed<Throw> => {
  const isOver = roundsIn(view.history) === view.rounds;
  const hint = isOver ? 'The match is over.' : `Answer with one word: ${throws.join(', ')}.`;
  const unparsable = { problem: 'unparsable', message: `The answer is not an action. ${hint}` } as const;
  if (text.trim().length > answerLengthMax) return unparsable;
  const answer = text.trim().toLowerCase().replaceAll(marksAround, '');
  if (answer === '') return { problem: 'empty', message: `The answer is empty. ${hint}` };
  const action = throws.find((candidate) => candidate === answer);
  if (action !== undefined)
    return isOver ? { problem: 'illegal', message: hint, reads: [action] } : { action };
  const words = new Set(answer.split(/[^\p{L}\p{N}]+/u));
  const reads = throws.filter((candidate) => words.has(candidate));
  if (reads.length < 2) return unparsable;
  return { problem: 'ambiguous', message: `The answer names ${reads.join(' and ')}. ${hint}`, reads };
};
