import type { Run, RunEnd } from './run.ts';
import { partsOf } from './goal.ts';
import { unitsIn, unitsOf } from './goods.ts';
import type { Task } from './task.ts';

/** How a solo match ends: with the run, with the plan, or with the turns. */
export type End = RunEnd | 'plan-ended' | 'plan-failed' | 'turns-spent';

/** Why a run failed, after HeroBench's classes and three more; told from what happened, never from texts. */
export const failureClasses = [
  'wrong-format',
  'wrong-gear',
  'failed-craft',
  'both',
  'other',
  'invalid-place',
  'budget',
  'false-impossible',
] as const;
export type FailureClass = (typeof failureClasses)[number];

/** The figures of one run. Members are in sorted order. */
export interface Report {
  readonly actions: number;
  /** The oracle's steps to the run's own, in percent; null without success or without an oracle. May exceed 100. */
  readonly efficiencyPercent: number | null;
  readonly failure: FailureClass | null;
  readonly isSuccess: boolean;
  /** 100 x milestones reached / milestones of a good run; 100 exactly on success. */
  readonly progress: number;
  readonly refused: number;
  readonly steps: number;
}

const isSuccess = (end: End | null): boolean => end === 'goal-reached' || end === 'impossible-confirmed';

const failureOf = (task: Task, { reached, tally }: Run, end: End | null): FailureClass => {
  if (tally.actions + unitsIn(tally.refused) === 0) return 'wrong-format';
  if (end === 'false-impossible') return 'false-impossible';
  if (end === 'steps-spent' || end === 'turns-spent') return 'budget';
  const missing = task.milestones
    .filter((milestone) => milestone.startsWith('craft:') && !reached.includes(milestone))
    .map((milestone) => milestone.slice('craft:'.length));
  const failed = missing.filter((item) => unitsOf(tally.failedCrafts, item) > 0);
  if (failed.length > 0) return failed.length === missing.length ? 'failed-craft' : 'both';
  if (tally.misplaced > 0) return 'invalid-place';
  const isHunt = partsOf(task.goal).some(({ kind }) => kind === 'defeat');
  return isHunt && missing.length > 0 ? 'wrong-gear' : 'other';
};

const progressOf = (task: Task, run: Run, isWon: boolean): number => {
  if (isWon) return 100;
  const ideal = Math.max(1, task.milestones.length);
  return Math.min(99, Math.floor((100 * run.reached.length) / ideal));
};

/** The figures of a run that ended so, or that was broken off (`end` null). */
export const reportOf = (task: Task, run: Run, end: End | null): Report => {
  const isWon = isSuccess(end);
  const { steps } = run.hero;
  return {
    actions: run.tally.actions,
    efficiencyPercent:
      isWon && task.oracleSteps !== null && steps > 0 ? Math.round((100 * task.oracleSteps) / steps) : null,
    failure: isWon ? null : failureOf(task, run, end),
    isSuccess: isWon,
    progress: progressOf(task, run, isWon),
    refused: unitsIn(run.tally.refused),
    steps,
  };
};
