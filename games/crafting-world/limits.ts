import type { Config } from './config.ts';

/** Primitive actions of the one answer of plan mode, after expansion. */
export const planActionsMax = 2000;
/** Primitive actions of one answer of step mode, after expansion. */
export const turnActionsMax = 20;
/** Answers of step mode. */
export const turnsMax = 200;

/** Answers that only look things up, which may come before the one of plan mode. */
export const lookAnswersMax = 20;

/** What an answer and a match are limited to. */
export const modeLimits = ({
  mode,
  sight,
}: Config): { readonly actionsMax: number; readonly turnsMax: number } =>
  mode === 'step'
    ? { actionsMax: turnActionsMax, turnsMax }
    : { actionsMax: planActionsMax, turnsMax: sight === 'lookup' ? 1 + lookAnswersMax : 1 };
