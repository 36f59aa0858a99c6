import { namesIn } from '../positional/board.ts';
import type { PositionalBoard } from '../positional/board.ts';
import { drawBoard } from '../positional/rules.ts';
import { freeMark, seatMarks } from '../positional/state.ts';
import type { Prompt } from './config.ts';
import { playerNames, positionOf } from './puzzle.ts';
import type { Question, QuestionPosition } from './puzzle.ts';

const [alice, bob] = playerNames;

/** The title inside a sentence. */
const titleOf = ({ title }: PositionalBoard): string => title.charAt(0).toLowerCase() + title.slice(1);

/** The names of the cells row by row, in words. */
const rowsText = ({ layers }: PositionalBoard): string =>
  layers
    .map(({ title, rows }) => {
      const names = rows.map((row) => row.join('-')).join(', ');
      return `${title === undefined ? 'The rows' : `The rows of the ${title.toLowerCase()}`}: ${names}.`;
    })
    .join(' ');

/** The game of a board in words, without a list of its winning sets: who solves the puzzles has to see them. */
export const gameText = (board: PositionalBoard): string => `${board.about} ${rowsText(board)}`;

const movesText = ({ moves }: Question): string =>
  moves === ''
    ? 'No cell has been taken.'
    : Array.from(moves, (cell, ply) => `${playerNames[ply % 2]!} took ${cell}.`).join(' ');

const drawing = ({ board, first, second }: QuestionPosition): string[] => {
  const owned = [new Set(namesIn(board, first)), new Set(namesIn(board, second))];
  const markOf = (name: string): string =>
    seatMarks.find((_, player) => owned[player]!.has(name)) ?? freeMark;
  return [
    `The board; after each cell's name stands 1 where ${alice} owns it, 2 where ${bob} does, . where it is free:`,
    drawBoard(board, (name) => `${name}${markOf(name)}`),
  ];
};

/** What the solver is asked: a game in words, its moves so far, and where to play next. */
export const promptText = (question: Question, prompt: Prompt): string => {
  const position = positionOf(question);
  return [
    `${alice} and ${bob} play ${titleOf(position.board)}. ${gameText(position.board)}`,
    `They take free cells in turn, ${alice} first. The first to own every cell of a winning set wins.`,
    `The moves so far: ${movesText(question)}`,
    ...(prompt === 'board' ? drawing(position) : []),
    `Where should ${playerNames[position.toMove]} play next?`,
  ].join('\n');
};
