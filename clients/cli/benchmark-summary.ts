import { wilsonInterval } from '../../games/positional-puzzles/wilson.ts';
import type { RefusalClass } from '../../replays/format.ts';
import { bootstrapMean, type Estimate, meanOf } from './benchmark-interval.ts';
import { refusalsIn, type RunResult } from './benchmark-result.ts';

/** What one player came to on one level, or on all. */
export interface SummaryRow {
  /** The index of the player. */
  readonly player: number;
  /** Null where the row is about all tasks. */
  readonly level: number | null;
  /** Runs that count. */
  readonly runs: number;
  /** Runs without a result, such as those that a provider's failure ended. They count for nothing else. */
  readonly voids: number;
  /** Part of the runs, from 0 to 1, with the Wilson interval; absent where the game knows no success. */
  readonly success?: Estimate;
  readonly score?: Estimate;
  readonly progress?: Estimate;
  /** Over the runs with success. */
  readonly efficiencyPercent?: Estimate;
  /** Failed runs by class. */
  readonly failures: { readonly [failure: string]: number };
  /** Refused answers by class. */
  readonly refusals: { readonly [Class in RefusalClass]: number };
  /** Refused actions within accepted answers; absent where the game has no such thing. */
  readonly refusedActions?: number;
  /** Tokens of all runs; null where a run did not say. */
  readonly tokens: number | null;
  /** Null where the tokens are unknown or nothing succeeded. */
  readonly tokensPerSuccess: number | null;
}

/** One value a task: the mean over its samples, since runs of one task are alike. */
const valuesByTask = (
  results: readonly RunResult[],
  valueOf: (result: RunResult) => number | null | undefined,
): readonly number[] => {
  const tasks = new Map<string, number[]>();
  for (const result of results) {
    const value = valueOf(result);
    if (typeof value !== 'number') continue;
    const key = `${result.level}|${result.task}`;
    tasks.set(key, [...(tasks.get(key) ?? []), value]);
  }
  return [...tasks.values()].map(meanOf);
};

const successOf = (results: readonly RunResult[]): Estimate | undefined => {
  const rates = valuesByTask(results, ({ isSuccess }) =>
    isSuccess === undefined ? undefined : Number(isSuccess),
  );
  if (rates.length === 0) return undefined;
  const mean = meanOf(rates);
  return { mean, interval: wilsonInterval(mean, rates.length) };
};

const failuresIn = (results: readonly RunResult[]): { readonly [failure: string]: number } => {
  const counts = new Map<string, number>();
  for (const { failure } of results)
    if (typeof failure === 'string') counts.set(failure, (counts.get(failure) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** A sum in which one unknown makes the whole unknown. */
const sumOf = (values: readonly (number | null)[]): number | null => {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
};

/** The members that are known. */
const known = <T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

const rowOf = (player: number, level: number | null, all: readonly RunResult[]): SummaryRow => {
  const results = all.filter(({ isVoid }) => !isVoid);
  const tokens = sumOf(results.map((result) => result.tokens));
  const successes = results.filter(({ isSuccess }) => isSuccess === true).length;
  const refused = results.flatMap(({ refusedActions }) => refusedActions ?? []);
  return {
    player,
    level,
    runs: results.length,
    voids: all.length - results.length,
    ...known({
      success: successOf(results),
      score: bootstrapMean(valuesByTask(results, ({ score }) => score)),
      progress: bootstrapMean(valuesByTask(results, ({ progress }) => progress)),
      efficiencyPercent: bootstrapMean(valuesByTask(results, (result) => result.efficiencyPercent)),
    }),
    failures: failuresIn(results),
    refusals: refusalsIn(results),
    ...(refused.length > 0 && { refusedActions: refused.reduce((sum, count) => sum + count, 0) }),
    tokens,
    tokensPerSuccess: tokens === null || successes === 0 ? null : tokens / successes,
  };
};

/** The rows of a benchmark: each player on each level, and each player on all tasks. */
export const summarise = (results: readonly RunResult[], players: number): readonly SummaryRow[] => {
  const levels = [...new Set(results.map(({ level }) => level))];
  const rowsOf = (level: number | null, part: readonly RunResult[]): readonly SummaryRow[] =>
    Array.from({ length: players }, (_, player) =>
      rowOf(
        player,
        level,
        part.filter((result) => result.player === player),
      ),
    );
  return [
    ...levels.flatMap((level) =>
      level === null
        ? []
        : rowsOf(
            level,
            results.filter((result) => result.level === level),
          ),
    ),
    ...rowsOf(null, results),
  ];
};
