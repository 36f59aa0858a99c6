import { bareAnswer } from '../bare-answer.ts';
import type { Parsed } from '../game.ts';
import type { PositionalBoard } from './board.ts';
import { freeCells, takenText } from './describe.ts';
import type { PositionalView } from './state.ts';

/** A parser of answers that name one cell, in upper or lower case, with marks around it and nothing else. */
export const createParser = (board: PositionalBoard) => {
  const named = new Map(
    board.cells.flatMap((name) => [name, name.toLowerCase()].map((text) => [text, name])),
  );
  return (text: string, view: PositionalView): Parsed<string> => {
    const free = freeCells(board, view);
    const hint =
      view.toMove === null ? 'The match is over.' : `Answer with one free cell: ${free.join(', ')}.`;
    const unparsable = {
      problem: 'unparsable',
      message: `The answer is not the name of a cell. ${hint}`,
    } as const;
    const answer = bareAnswer(text);
    if (answer === undefined) return unparsable;
    if (answer === '') return { problem: 'empty', message: `The answer is empty. ${hint}` };
    const action = named.get(answer);
    if (action !== undefined) {
      if (view.toMove === null) return { problem: 'illegal', message: hint, reads: [action] };
      if (free.includes(action)) return { action };
      return { problem: 'illegal', message: takenText(board, view, action), reads: [action] };
    }
    const reads = [...new Set(answer.split(/[^\p{L}\p{N}]+/u).flatMap((word) => named.get(word) ?? []))];
    if (reads.length < 2) return unparsable;
    return { problem: 'ambiguous', message: `The answer names ${reads.join(' and ')}. ${hint}`, reads };
  };
};
