import type { Parsed } from '../game.ts';
import { positionalBoards } from '../positional/boards.ts';
import { createNameReader } from '../positional/name-reader.ts';
import { playerNames, positionOf } from './puzzle.ts';
import type { Question } from './puzzle.ts';
import { pass } from './state.ts';
import type { PuzzlesView } from './state.ts';

/** The answers that some puzzle may have: the names of all cells, and a pass. */
export const answerNames: readonly string[] = [
  ...new Set(positionalBoards.flatMap(({ cells }) => cells)),
  pass,
];

const read = createNameReader(answerNames);

/** Which answers a question takes. */
const hintText = (question: Question): string =>
  `Answer with one free cell, or ${pass}: ${positionOf(question).free.join(', ')}.`;

/** Why an answer cannot be given to a question, or undefined when it can. */
export const refusalOf = (
  question: Question,
  answer: string,
): { code: 'no-such-cell' | 'cell-taken'; message: string } | undefined => {
  if (answer === pass) return undefined;
  const { board, free } = positionOf(question);
  if (free.includes(answer)) return undefined;
  const ply = question.moves.indexOf(answer);
  return board.cells.includes(answer) && ply >= 0
    ? {
        code: 'cell-taken',
        message: `${answer} is taken: ${playerNames[ply % 2]!} owns it. ${hintText(question)}`,
      }
    : { code: 'no-such-cell', message: `This board has no such cell. ${hintText(question)}` };
};

/** Reads an answer that names one cell, or is a pass, in any usual case and with marks around it. */
export const parseAction = (text: string, { question }: PuzzlesView): Parsed<string> => {
  const hint = question === null ? 'The match is over.' : hintText(question);
  const reading = read(text);
  if ('name' in reading) {
    const { name } = reading;
    const message = question === null ? hint : refusalOf(question, name)?.message;
    return message === undefined ? { action: name } : { problem: 'illegal', message, reads: [name] };
  }
  switch (reading.problem) {
    case 'empty':
      return { problem: 'empty', message: `The answer is empty. ${hint}` };
    case 'unparsable':
      return { problem: 'unparsable', message: `The answer is not the name of a cell. ${hint}` };
    case 'ambiguous': {
      const { reads } = reading;
      return { problem: 'ambiguous', message: `The answer names ${reads.join(' and ')}. ${hint}`, reads };
    }
  }
};
