import type { Feedback, Prompt } from './config.ts';
import type { Puzzle, Question } from './puzzle.ts';

/** The answer of a solver that does not know: always legal and never right. */
export const pass = 'pass';

/** How a pass is written among the letters of the answers given. */
const passMark = '-';

/** Written with its members in sorted order. */
export interface PuzzlesState {
  readonly feedback: Feedback;
  /** The answers given, one letter a turn; a hyphen is a pass. */
  readonly given: string;
  readonly prompt: Prompt;
  /** The whole set. It is asked from first to last, as many times over as there are samples. */
  readonly puzzles: readonly Puzzle[];
  readonly samples: number;
}

/** The state with what its viewer may not know taken out. */
export interface PuzzlesView {
  readonly feedback: Feedback;
  readonly given: string;
  /** One mark an answer, + where it was right and - where not; null where the viewer is not told. */
  readonly marks: string | null;
  readonly prompt: Prompt;
  /** The whole set with its answers: for the referee, and for everybody once all is answered. */
  readonly puzzles: readonly Puzzle[] | null;
  /** What is asked now; null once all is answered. */
  readonly question: Question | null;
  readonly samples: number;
  /** How many puzzles the set has. */
  readonly size: number;
}

/** An answer as a letter of `given`. */
export const formatGiven = (answer: string): string => (answer === pass ? passMark : answer);

/** A letter of `given` as an answer. */
export const parseGiven = (letter: string): string => (letter === passMark ? pass : letter);

/** Whether every puzzle has been asked as often as it should be. */
export const isDone = ({ given, puzzles, samples }: PuzzlesState): boolean =>
  given.length === puzzles.length * samples;

/** The puzzle that is asked in turn `turn`, from 0. */
export const puzzleAt = (puzzles: readonly Puzzle[], turn: number): Puzzle => puzzles[turn % puzzles.length]!;

/** One mark an answer: + where it was right, - where not. */
export const marksOf = ({ given, puzzles }: Pick<PuzzlesState, 'given' | 'puzzles'>): string =>
  Array.from(given, (letter, turn) => (puzzleAt(puzzles, turn).answers.includes(letter) ? '+' : '-')).join(
    '',
  );

/** How many of some marks say right. */
export const rightIn = (marks: string): number => marks.split('+').length - 1;
