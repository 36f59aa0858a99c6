import { bareAnswer } from '../bare-answer.ts';
import type { Parsed } from '../game.ts';
import { type Action, actions, actionsAfter } from './betting.ts';
import type { View } from './state.ts';

/** Reads a one-word answer, in any case and with marks around it; anything longer is a problem. */
export const parseAction = (text: string, view: View): Parsed<Action> => {
  const legal = view.cards === null ? [] : actionsAfter(view.betting);
  const hint = legal.length === 0 ? 'The match is over.' : `Answer with one word: ${legal.join(' or ')}.`;
  const unparsable = { problem: 'unparsable', message: `The answer is not an action. ${hint}` } as const;
  const answer = bareAnswer(text)?.toLowerCase();
  if (answer === undefined) return unparsable;
  if (answer === '') return { problem: 'empty', message: `The answer is empty. ${hint}` };
  const action = actions.find((candidate) => candidate === answer);
  if (action !== undefined) {
    if (legal.includes(action)) return { action };
    return { problem: 'illegal', message: `${action} is not possible now. ${hint}`, reads: [action] };
  }
  const words = new Set(answer.split(/[^a-z]+/u));
  const reads = actions.filter((candidate) => words.has(candidate));
  if (reads.length > 1)
    return { problem: 'ambiguous', message: `The answer names ${reads.join(' and ')}. ${hint}`, reads };
  return unparsable;
};
