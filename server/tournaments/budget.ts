import type { LedgerRow } from '../../replays/ledger.ts';
import type { Budget } from '../protocol/tournament-file.ts';
import type { PairResult } from './pair-result.ts';

/** What a tournament has used so far; tokens and money as far as its players tell them. */
export interface Spent {
  /** Games that count, or were to. */
  readonly games: number;
  readonly tokens: number;
  readonly usd: number;
  /** Time in which at least one match was under way. */
  readonly minutes: number;
}

const gamesAPair = 2;
const minuteMs = 60_000;

/** The length of the union of the rows' times. */
const busyMs = (rows: readonly LedgerRow[]): number => {
  const spans = rows
    .map(({ startedAt, endedAt }) => [Date.parse(startedAt), Date.parse(endedAt)] as const)
    .sort(([a], [b]) => a - b);
  let total = 0;
  let until = -Infinity;
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
};

/** What all tries of these pairs have cost. Money is added in millionths, so that the order of rows never matters. */
export const spentOn = (results: readonly PairResult[]): Spent => {
  const rows = results.flatMap(({ tries }) => tries.map(({ row }) => row));
  const seats = rows.flatMap((row) => row.seats);
  const micros = seats.reduce((sum, { costUsd }) => sum + Math.round((costUsd ?? 0) * 1e6), 0);
  return {
    games: gamesAPair * results.length,
    tokens: seats.reduce((sum, { tokensIn, tokensOut }) => sum + (tokensIn ?? 0) + (tokensOut ?? 0), 0),
    usd: micros / 1e6,
    minutes: busyMs(rows) / minuteMs,
  };
};

/** So many more pairs may be begun; all of them wait for the end of their batch before they are counted. */
export const pairsLeft = (budget: Budget, spent: Spent): number => {
  const isSpent = (['tokens', 'usd', 'minutes'] as const).some(
    (kind) => budget[kind] !== undefined && spent[kind] >= budget[kind],
  );
  if (isSpent) return 0;
  return budget.games === undefined ? Infinity : Math.floor((budget.games - spent.games) / gamesAPair);
};
