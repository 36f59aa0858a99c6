import { positionalBoards } from '../positional/boards.ts';
import { quotaOf } from './config.ts';
import type { PuzzlesConfig } from './config.ts';
import { gameText } from './prompt.ts';
import { playerNames } from './puzzle.ts';
import { quotaEntries, quotaSize } from './quota.ts';

const [alice, bob] = playerNames;

const feedbackText = ({ feedback }: PuzzlesConfig): string =>
  feedback === 'none'
    ? 'Nothing is said about whether an answer was right before all are given.'
    : 'After each answer it is said whether it was right.';

const samplesText = ({ samples }: PuzzlesConfig, size: number): string =>
  samples === 1
    ? 'Each is asked once.'
    : `The whole set is asked ${samples} times over, in the same order, ${size * samples} questions in all. Answer each time anew.`;

/** The rules as the solver is told them. */
export const rulesText = (config: PuzzlesConfig): string => {
  const quota = quotaOf(config);
  const size = quotaSize(quota);
  const ids = new Set(quotaEntries(quota).map(({ board }) => board));
  const boards = positionalBoards.filter(({ id }) => ids.has(id));
  return `Puzzles of the tic-tac-toe family, for one player: the solver (seat 0).

There ${size === 1 ? 'is 1 puzzle' : `are ${size} puzzles`}, one a turn. ${samplesText(config, size)}
Each is a position from a game between ${alice} and ${bob}, who take free cells in turn, ${alice} first; a cell stays with its
taker to the end, and the first to own every cell of a winning set wins. The question is where the one to move
should play next. The games:

${boards.map((board) => `${board.title}: ${gameText(board)}`).join('\n')}

What is right
win: where the one to move can complete a winning set at once, each cell that does so is right, and no other.
blocked: otherwise, where the other threatens to complete one with the next move, the cell that prevents it is right.
fork: otherwise each cell that makes two such threats at once is right.
Every puzzle is of one of these kinds; which, is not told. No two are the same but for a symmetry of the board.

Every right answer scores 1, every other answer 0. ${feedbackText(config)}

How the match ends
puzzles-done: all questions are answered. The score is the number of right answers.
forfeit: the solver gives up or is made to; the score is the number of right answers so far.

Answer with the name of one free cell and nothing else, or with \`pass\` where you do not know: it is never right.
`;
};
