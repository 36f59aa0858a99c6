import type { Parsed } from '../game.ts';
import type { PositionalBoard } from './board.ts';
import { freeCells, takenText } from './describe.ts';
import { createNameReader } from './name-reader.ts';
import type { PositionalView } from './state.ts';

/** A parser of answers that name one cell. */
export const createParser = (board: PositionalBoard) => {
  const read = createNameReader(board.cells);
  const { cell } = board.words;
  return (text: string, view: PositionalView): Parsed<string> => {
    const free = freeCells(board, view);
    const hint =
      view.toMove === null ? 'The match is over.' : `Answer with one free ${cell}: ${free.join(', ')}.`;
    const reading = read(text);
    if ('name' in reading) {
      const { name } = reading;
      if (view.toMove === null) return { problem: 'illegal', message: hint, reads: [name] };
      if (free.includes(name)) return { action: name };
      return { problem: 'illegal', message: takenText(board, view, name), reads: [name] };
    }
    switch (reading.problem) {
      case 'empty':
        return { problem: 'empty', message: `The answer is empty. ${hint}` };
      case 'unparsable':
        return { problem: 'unparsable', message: `The answer is not the name of a ${cell}. ${hint}` };
      case 'ambiguous': {
        const { reads } = reading;
        return { problem: 'ambiguous', message: `The answer names ${reads.join(' and ')}. ${hint}`, reads };
      }
    }
  };
};
