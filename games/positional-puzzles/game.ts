import { z } from 'zod';
import type { Game, Illegal, Outcome, Seat, Viewer } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import { configSchema, puzzlesDefaults, quotaOf, samplesMax } from './config.ts';
import type { PuzzlesConfig } from './config.ts';
import { describe, news } from './describe.ts';
import { determinise } from './determinise.ts';
import { drawPuzzles } from './draw-puzzles.ts';
import { answerNames, parseAction, refusalOf } from './parse.ts';
import { positionOf } from './puzzle.ts';
import { puzzlesMax } from './quota.ts';
import { rulesText } from './rules.ts';
import { formatGiven, isDone, marksOf, pass, puzzleAt, rightIn } from './state.ts';
import type { PuzzlesState, PuzzlesView } from './state.ts';

const solver: readonly Seat[] = [0];
const nobody: readonly Seat[] = [];

const actors = (state: PuzzlesState): readonly Seat[] => (isDone(state) ? nobody : solver);

const questionOf = ({ given, puzzles }: PuzzlesState) => {
  const { board, moves } = puzzleAt(puzzles, given.length);
  return { board, moves };
};

const legalActions = (state: PuzzlesState, seat: Seat): readonly string[] =>
  actors(state).includes(seat) ? [...positionOf(questionOf(state)).free, pass] : [];

const check = (state: PuzzlesState, seat: Seat, action: string): Illegal | undefined => {
  if (isDone(state)) return { code: 'match-over', message: 'The match is over.' };
  if (seat !== 0) return { code: 'not-your-turn', message: 'Only seat 0 plays.' };
  return refusalOf(questionOf(state), action);
};

const step = (state: PuzzlesState, actions: ReadonlyMap<Seat, string>): PuzzlesState => {
  const answer = actions.get(0);
  if (answer === undefined) throw new RangeError('a turn takes an answer');
  return { ...state, given: state.given + formatGiven(answer) };
};

const view = (state: PuzzlesState, viewer: Viewer): PuzzlesView => {
  const { feedback, given, prompt, puzzles, samples } = state;
  const isOver = isDone(state);
  const isAllTold = isOver || viewer === 'referee';
  return {
    feedback,
    given,
    marks: isAllTold || feedback === 'right-or-wrong' ? marksOf(state) : null,
    prompt,
    puzzles: isAllTold ? puzzles : null,
    question: isOver ? null : questionOf(state),
    samples,
    size: puzzles.length,
  };
};

const scoreOf = (state: PuzzlesState, reason: string): Outcome =>
  outcomeOf([rightIn(marksOf(state))], reason);

/**
 * TTT-Bench (arXiv 2506.10209) without an end: positions that ask for one move, drawn anew for every seed. One
 * puzzle a turn, so that each answer is logged, timed and judged by itself.
 */
export const positionalPuzzles: Game<PuzzlesConfig, PuzzlesState, string, PuzzlesView> = {
  id: 'positional-puzzles',
  title: 'Positional puzzles',
  version: 1,
  traits: {
    players: 1,
    dynamics: 'sequential',
    information: 'imperfect',
    chance: true,
    utility: 'general',
    actions: 'listed',
    draws: false,
    stepsMax: puzzlesMax * samplesMax,
  },
  schemas: { config: configSchema, action: z.enum(answerNames) },
  defaults: puzzlesDefaults,
  rules: rulesText,
  roles: () => [{ name: 'solver', kind: 'player' }],
  setup: (config, rng) => ({
    feedback: config.feedback,
    given: '',
    prompt: config.prompt,
    puzzles: drawPuzzles(quotaOf(config), rng),
    samples: config.samples,
  }),
  actors,
  legalActions,
  check,
  step,
  outcome: (state) => (isDone(state) ? scoreOf(state, 'puzzles-done') : undefined),
  view,
  describe,
  news,
  formatAction: (action) => action,
  parseAction,
  determinise,
  onForfeit: (state) => scoreOf(state, 'forfeit'),
};
