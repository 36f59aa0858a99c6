import { pass, parseGiven, rightIn } from './state.ts';
import type { PuzzlesView } from './state.ts';
import { promptText } from './prompt.ts';
import { scorePuzzles } from './score.ts';
import type { ScoreRow } from './score.ts';

/** Which puzzle, and which sample of it, is asked in turn `turn`, from 0. */
const placeText = ({ samples, size }: PuzzlesView, turn: number): string => {
  const puzzle = `Puzzle ${(turn % size) + 1} of ${size}`;
  return samples === 1 ? puzzle : `${puzzle}, sample ${Math.floor(turn / size) + 1} of ${samples}`;
};

const answerText = (answer: string): string => (answer === pass ? 'a pass' : answer);

const judgement = (mark: string): string => (mark === '+' ? 'right' : 'wrong');

const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;

const rowText = (name: string, { asked, right, passAt1, interval: [low, high] }: ScoreRow): string =>
  `${name}: ${right} of ${asked} right, ${percent(passAt1)} (${percent(low)} to ${percent(high)})`;

/** How it went, by game and by verdict, with 95 % intervals. */
const resultText = (view: PuzzlesView, puzzles: NonNullable<PuzzlesView['puzzles']>): string => {
  const score = scorePuzzles({ given: view.given, puzzles, samples: view.samples });
  return [
    'All puzzles are done. Pass@1, with its 95 % interval:',
    rowText('Overall', score.overall),
    ...score.byGame.map((row) => rowText(row.board!, row)),
    ...score.byVerdict.map((row) => rowText(row.verdict!, row)),
  ].join('\n');
};

/** The view in words: the puzzle that is asked, or how it went. */
export const describe = (view: PuzzlesView): string => {
  const { given, marks, prompt, puzzles, question } = view;
  const turn = given.length;
  if (question === null) return puzzles === null ? 'All puzzles are done.' : resultText(view, puzzles);
  return [
    `${placeText(view, turn)}.`,
    ...(marks === null || turn === 0
      ? []
      : [
          `The last answer, ${answerText(parseGiven(given.at(-1)!))}, was ${judgement(marks.at(-1)!)}: ` +
            `${rightIn(marks)} of ${turn} right so far.`,
        ]),
    promptText(question, prompt),
  ].join('\n');
};

/** What was answered between two views, the last answer in words. */
export const news = (before: PuzzlesView, after: PuzzlesView): string => {
  const turn = after.given.length - 1;
  const count = after.given.length - before.given.length;
  if (count <= 0) return 'No puzzle was answered.';
  const answer = answerText(parseGiven(after.given[turn]!));
  const mark = after.marks?.[turn];
  return [
    ...(count > 1 ? [`${count} answers were given.`] : []),
    `${placeText(after, turn)} was answered with ${answer}${mark === undefined ? '' : `, which is ${judgement(mark)}`}.`,
    ...(after.question === null ? ['All puzzles are done.'] : []),
  ].join(' ');
};
