import { faultClasses, refusalClasses, type FaultClass, type RefusalClass } from '../format.ts';
import { sourceClasses, type SourceClass } from '../ledger.ts';
import { addThink, thinkBucketsOf, type ThinkBuckets, type ThinkSums } from '../think-buckets.ts';
import type { CountableSeat } from './result.ts';

/** What an agent did over its counted games beside scoring. What no row tells is null, never 0. */
export interface Conduct {
  /** Games whose row tells the turns, and the turns in them. */
  readonly toldGames: number;
  readonly turns: number;
  /** Forfeits in those games. */
  readonly forfeits: number;
  readonly faults: { readonly [Class in FaultClass]: number };
  readonly refusals: { readonly [Class in RefusalClass]: number } | null;
  readonly sources: { readonly [Class in SourceClass]: number } | null;
  /** Think time over all turns, and how it spreads over them. */
  readonly thinkMs: number | null;
  readonly think: ThinkBuckets | null;
  /** Sums over the games whose row states them, of which there are so many. */
  readonly tokens: { readonly games: number; readonly input: number; readonly output: number } | null;
  readonly cost: { readonly games: number; readonly usd: number } | null;
}

/** Integers, so that their sums are the same in any order. */
export interface ConductSums {
  toldGames: number;
  turns: number;
  /** In the order of `faultClasses`, `refusalClasses` and `sourceClasses`. */
  readonly faults: number[];
  readonly refusals: number[];
  readonly sources: number[];
  /** Games whose row tells the source of each turn, and how long each took. */
  sourceGames: number;
  thinkMs: number;
  readonly think: ThinkSums;
  tokenGames: number;
  tokensIn: number;
  tokensOut: number;
  costGames: number;
  costMicroUsd: number;
}

/** What of a seat is its conduct. */
export type ConductSeat = Omit<CountableSeat, 'seat' | 'agent' | 'owner' | 'score'>;

const microsAUsd = 1e6;

export const emptyConduct = (): ConductSums => ({
  toldGames: 0,
  turns: 0,
  faults: faultClasses.map(() => 0),
  refusals: refusalClasses.map(() => 0),
  sources: sourceClasses.map(() => 0),
  sourceGames: 0,
  thinkMs: 0,
  think: [],
  tokenGames: 0,
  tokensIn: 0,
  tokensOut: 0,
  costGames: 0,
  costMicroUsd: 0,
});

const addUsage = (sums: ConductSums, { tokensIn, tokensOut, costUsd }: ConductSeat): void => {
  if (typeof tokensIn === 'number' || typeof tokensOut === 'number') {
    sums.tokenGames += 1;
    sums.tokensIn += tokensIn ?? 0;
    sums.tokensOut += tokensOut ?? 0;
  }
  if (typeof costUsd === 'number') {
    sums.costGames += 1;
    sums.costMicroUsd += Math.round(costUsd * microsAUsd);
  }
};

/** Adds one game of a seat; `fault` is the seat's own, where it forfeited. */
export const addConduct = (sums: ConductSums, seat: ConductSeat, fault: FaultClass | undefined): void => {
  const { turns, refusals, sources: bySource, thinkMs, think } = seat;
  if (turns !== undefined && refusals !== undefined) {
    sums.toldGames += 1;
    sums.turns += turns;
    if (fault !== undefined) sums.faults[faultClasses.indexOf(fault)]! += 1;
    for (const [at, kind] of refusalClasses.entries()) sums.refusals[at]! += refusals[kind];
  }
  if (bySource !== undefined && think !== undefined) {
    sums.sourceGames += 1;
    for (const [at, kind] of sourceClasses.entries()) sums.sources[at]! += bySource[kind] ?? 0;
    sums.thinkMs += thinkMs ?? 0;
    addThink(sums.think, think);
  }
  addUsage(sums, seat);
};

const addAll = (sums: number[], more: readonly number[]): void => {
  for (const at of sums.keys()) sums[at]! += more[at]!;
};

/** Adds sums that were made elsewhere. */
export const mergeConduct = (sums: ConductSums, more: ConductSums): void => {
  sums.toldGames += more.toldGames;
  sums.turns += more.turns;
  addAll(sums.faults, more.faults);
  addAll(sums.refusals, more.refusals);
  addAll(sums.sources, more.sources);
  sums.sourceGames += more.sourceGames;
  sums.thinkMs += more.thinkMs;
  addThink(sums.think, thinkBucketsOf(more.think));
  sums.tokenGames += more.tokenGames;
  sums.tokensIn += more.tokensIn;
  sums.tokensOut += more.tokensOut;
  sums.costGames += more.costGames;
  sums.costMicroUsd += more.costMicroUsd;
};

const scalars = [
  'toldGames',
  'turns',
  'sourceGames',
  'thinkMs',
  'tokenGames',
  'tokensIn',
  'tokensOut',
  'costGames',
  'costMicroUsd',
] as const satisfies readonly (keyof ConductSums)[];

/** The sums as a row of numbers, all whole: one a scalar, a fault, a refusal and a source each, then the think times. */
export const packConduct = (sums: ConductSums): Float64Array =>
  Float64Array.from([
    ...scalars.map((name) => sums[name]),
    ...sums.faults,
    ...sums.refusals,
    ...sums.sources,
    ...Array.from(sums.think, (turns) => turns ?? 0),
  ]);

/** The inverse of `packConduct`. */
export const unpackConduct = (packed: Float64Array): ConductSums => {
  let at = 0;
  const take = (count: number): number[] => [...packed.subarray(at, (at += count))];
  const single = Object.fromEntries(scalars.map((name) => [name, take(1)[0]!]));
  const sums = { ...emptyConduct(), ...single };
  const [faults, refusals, sources] = [sums.faults, sums.refusals, sums.sources].map(({ length }) =>
    take(length),
  );
  const think: ThinkSums = [];
  for (const [bucket, turns] of take(packed.length - at).entries()) if (turns > 0) think[bucket] = turns;
  return { ...sums, faults: faults!, refusals: refusals!, sources: sources!, think };
};

const byClass = <Class extends string>(
  classes: readonly Class[],
  sums: readonly number[],
): Readonly<Record<Class, number>> =>
  Object.fromEntries(classes.map((kind, at) => [kind, sums[at]!])) as Record<Class, number>;

/** The sums as conduct. */
export const conductOf = (sums: ConductSums): Conduct => {
  const isTold = sums.toldGames > 0;
  const isSourced = sums.sourceGames > 0;
  return {
    toldGames: sums.toldGames,
    turns: sums.turns,
    forfeits: sums.faults.reduce((sum, count) => sum + count, 0),
    faults: byClass(faultClasses, sums.faults),
    refusals: isTold ? byClass(refusalClasses, sums.refusals) : null,
    sources: isSourced ? byClass(sourceClasses, sums.sources) : null,
    thinkMs: isSourced ? sums.thinkMs : null,
    think: isSourced ? thinkBucketsOf(sums.think) : null,
    tokens:
      sums.tokenGames === 0 ? null : { games: sums.tokenGames, input: sums.tokensIn, output: sums.tokensOut },
    cost: sums.costGames === 0 ? null : { games: sums.costGames, usd: sums.costMicroUsd / microsAUsd },
  };
};
