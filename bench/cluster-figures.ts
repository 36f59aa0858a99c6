import type { Round } from './cluster-round.ts';
import type { Figure } from './figure.ts';

/** The middle round of each arena. */
export interface Measured {
  readonly sqlite: Round;
  readonly one: Round;
  readonly two: Round;
}

type Target = NonNullable<Figure['target']>;

/** A second process is worth this much of the first, where none of them waits for a core. */
const scalingMin: Target = { of: 'ratio', is: 'at least', bound: 1.8 };
/** A move costs a process no more for there being another. */
const growthMax: Target = { of: 'ratio', is: 'at most', bound: 1.1 };

const costs = [
  { key: 'arenas', name: 'CPU of the arena' },
  { key: 'postgres', name: 'CPU of PostgreSQL' },
  { key: 'redis', name: 'CPU of Redis' },
  { key: 'clients', name: 'CPU of the clients' },
] as const;

const waits = [
  { key: 'p50Ms', name: 'act to ack, p50' },
  { key: 'p99Ms', name: 'act to ack, p99' },
] as const;

/** One process against SQLite, then two against one; `cores` is what each process was held to. */
export const figuresOf = (
  game: string,
  { sqlite, one, two }: Measured,
  cores?: number,
): readonly Figure[] => {
  const compare = (name: string, unit: string, key: keyof Round, target?: Target): Figure[] => [
    {
      name: `${game}: ${name}, one process`,
      value: one[key],
      unit,
      // SQLite works inside of the arena: there is no other process to hold those of a cluster against.
      ...(sqlite[key] > 0 && { baseline: { name: 'on SQLite', value: sqlite[key] } }),
    },
    {
      name: `${game}: ${name}, two`,
      value: two[key],
      unit,
      baseline: { name: 'one process', value: one[key] },
      ...(target !== undefined && { target }),
    },
  ];
  return [
    ...compare('throughput', 'moves/s', 'movesPerSecond', cores === undefined ? undefined : scalingMin),
    ...costs.flatMap(({ key, name }) =>
      compare(name, 'us/move', key, key === 'arenas' ? growthMax : undefined),
    ),
    ...waits.flatMap(({ key, name }) => compare(name, 'ms', key)),
    { name: `${game}: cores in use by all, two`, value: two.coresBusy, unit: 'cores' },
  ];
};
