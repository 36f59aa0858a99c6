import type { VNode } from 'preact';
import { type Question, playerNames, positionOf } from '../../../games/positional-puzzles/puzzle.ts';
import { type ScoreRow, scorePuzzles } from '../../../games/positional-puzzles/score.ts';
import { type PuzzlesView, parseGiven, pass, rightIn } from '../../../games/positional-puzzles/state.ts';
import { positionalBoards } from '../../../games/positional/boards.ts';
import { PositionalBoard } from './positional.tsx';
import { type DrawnPosition, cellsText, drawnPosition } from './positional-position.ts';
import type { RendererProps } from './renderer.ts';

/** How many of the latest answers the strip shows. */
const stripMax = 60;

const titles = new Map(positionalBoards.map(({ id, title }) => [id, title]));

const drawnQuestion = (question: Question): DrawnPosition => {
  const { board, first, second } = positionOf(question);
  const last = question.moves.at(-1) ?? null;
  return drawnPosition(board.id, { cells: cellsText(board, first, second), completed: [], last });
};

/** What the last turn brought, where it is told: the cell that was answered, and whether it was right. */
const LastAnswer = ({ given, marks }: PuzzlesView): VNode | null => {
  const letter = given.at(-1);
  if (letter === undefined) return null;
  const answer = parseGiven(letter);
  const mark = marks?.at(-1);
  return (
    <p class="puzzle-last">
      The last answer was {answer === pass ? 'a pass' : <strong>{answer}</strong>}
      {mark === undefined
        ? '; whether it was right is told at the end'
        : mark === '+'
          ? ', which is right'
          : ', which is wrong'}
      .
    </p>
  );
};

/** The latest answers in order, a tick or a cross each where it is known. */
const AnswerStrip = ({ given, marks }: PuzzlesView): VNode => {
  const from = Math.max(0, given.length - stripMax);
  return (
    <ol class="puzzle-strip" start={from + 1} aria-label="The latest answers">
      {Array.from(given.slice(from), (letter, at) => {
        const mark = marks?.[from + at];
        const kind = mark === undefined ? 'unknown' : mark === '+' ? 'right' : 'wrong';
        return (
          <li key={from + at} class={`puzzle-mark puzzle-${kind}`} title={`Puzzle ${from + at + 1}: ${kind}`}>
            <span aria-hidden="true">{parseGiven(letter) === pass ? '–' : letter}</span>
            <span class="hidden-text">
              {parseGiven(letter)} {kind}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

const percent = (rate: number): string => `${(100 * rate).toFixed(0)} %`;

const ScoreLine = ({ name, row }: { name: string; row: ScoreRow }): VNode => {
  const [low, high] = row.interval;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {row.right} of {row.asked}
      </td>
      <td>
        <svg class="puzzle-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
          <rect class="puzzle-bar-ground" width="100" height="12" />
          <rect class="puzzle-bar-right" width={100 * row.passAt1} height="12" />
          <path class="puzzle-bar-interval" d={`M${100 * low} 6H${100 * high}`} />
        </svg>
        {percent(row.passAt1)} ({percent(low)} to {percent(high)})
      </td>
    </tr>
  );
};

/** How it went, once the whole set is known. */
const Score = ({
  view,
  puzzles,
}: {
  view: PuzzlesView;
  puzzles: NonNullable<PuzzlesView['puzzles']>;
}): VNode => {
  const score = scorePuzzles({ given: view.given, puzzles, samples: view.samples });
  return (
    <table class="puzzle-score">
      <caption>Answered right, with 95 % intervals</caption>
      <tbody>
        <ScoreLine name="Overall" row={score.overall} />
        {score.byGame.map((row) => (
          <ScoreLine key={row.board} name={titles.get(row.board!)!} row={row} />
        ))}
        {score.byVerdict.map((row) => (
          <ScoreLine key={row.verdict} name={`To see: ${row.verdict}`} row={row} />
        ))}
      </tbody>
    </table>
  );
};

const Question = ({
  view,
  question,
  label,
  flipped,
}: {
  view: PuzzlesView;
  question: Question;
  label: string;
  flipped: boolean;
}): VNode => {
  const turn = view.given.length;
  const { board, toMove } = positionOf(question);
  return (
    <>
      <p class="puzzle-title">
        <strong>
          Puzzle {(turn % view.size) + 1} of {view.size}
        </strong>{' '}
        · {board.title} · {playerNames[toMove]} ({toMove === 0 ? 'cross' : 'ring'}) to move
      </p>
      <div class="puzzle-board">
        <PositionalBoard position={drawnQuestion(question)} label={label} size="board" flipped={flipped} />
      </div>
    </>
  );
};

/** The counts alone, for a thumb of a set that is done. */
const DoneThumb = ({ view, label }: { view: PuzzlesView; label: string }): VNode => {
  const right = view.marks === null ? null : rightIn(view.marks);
  return (
    <svg class="drawing" viewBox="0 0 300 300" role="img" aria-label={label}>
      <rect class="place" x="2" y="2" width="296" height="296" rx="10" />
      <text class="puzzle-count" x="150" y="130">
        {right ?? view.given.length}
      </text>
      <text class="puzzle-count-words" x="150" y="205">
        {right === null ? 'answered' : `right of ${view.given.length}`}
      </text>
    </svg>
  );
};

/** One puzzle after another: the position that is asked, and how the answers went. */
export const PositionalPuzzles = ({ view, label, size, flipped }: RendererProps<PuzzlesView>): VNode => {
  const { question, puzzles } = view;
  if (size === 'thumb')
    return question === null ? (
      <DoneThumb view={view} label={label} />
    ) : (
      <PositionalBoard position={drawnQuestion(question)} label={label} size={size} flipped={flipped} />
    );
  return (
    <div class="puzzles">
      {question === null ? null : (
        <Question view={view} question={question} label={label} flipped={flipped} />
      )}
      {question === null && puzzles !== null ? (
        <Score view={view} puzzles={puzzles} />
      ) : (
        <LastAnswer {...view} />
      )}
      <AnswerStrip {...view} />
    </div>
  );
};
