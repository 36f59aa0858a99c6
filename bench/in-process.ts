import { games } from '../games/registry.ts';
import { startChild } from './child.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import type { InProcessPlan } from './in-process-child.ts';
import type { LogKind } from './logs.ts';
import type { Played } from './rules-loop.ts';
import { withScratch } from './scratch.ts';

/**
 * TextArena's tic-tac-toe between two random players without a log, in one process on a machine of this class: from
 * its own measurement, not of this run.
 */
const textArena = { name: 'TextArena', gamesPerSecond: 1_586, stepsPerSecond: 12_092 } as const;

/** Few enough that matches stay in the cache. */
const inFlight = 8;
/** Enough that signatures, made in batches on another thread, overlap with play. */
const inFlightSigned = 64;
/** A commit to the disk takes milliseconds, which many matches share. */
const inFlightOnDisk = 256;
/** Of the game that is held against targets. */
const roundsOfMain = 3;

interface Variant {
  readonly name: string;
  readonly log: LogKind;
  readonly isSigned: boolean;
  /** How many times TextArena tic-tac-toe should be. */
  readonly timesMin?: number;
}

const variants: readonly Variant[] = [
  { name: 'no log', log: 'off', isSigned: false },
  { name: 'JSONL, hashed', log: 'jsonl', isSigned: false, timesMin: 10 },
  { name: 'JSONL, hashed and signed', log: 'jsonl', isSigned: true, timesMin: 5 },
  { name: 'SQLite FULL, signed', log: 'sqlite full', isSigned: true },
];

const measure = (question: 'rules' | 'play', plan: Omit<InProcessPlan, 'directory'>): Promise<Played> =>
  withScratch(async (directory) => {
    const child = startChild(new URL('./in-process-child.ts', import.meta.url));
    try {
      return await child.ask<Played>(question, { ...plan, directory });
    } finally {
      await child.end();
    }
  });

const perSecond = (count: number, { seconds }: Played): number => count / seconds;
const cpuMicrosPerStep = ({ cpuSeconds, steps }: Played): number => (cpuSeconds * 1e6) / steps;

const figuresOf = (game: string, variant: Variant, played: Played, rules: Played): Figure[] => {
  const name = `${game}, ${variant.name}`;
  const figures: Figure[] = [
    {
      name: `${name}: steps`,
      value: perSecond(played.steps, played),
      unit: 'steps/s',
      baseline: { name: 'rules alone', value: perSecond(rules.steps, rules) },
    },
    { name: `${name}: CPU`, value: cpuMicrosPerStep(played), unit: 'us/step' },
  ];
  if (game !== 'tic-tac-toe') return figures;
  const { timesMin } = variant;
  const against = (unit: 'games/s' | 'steps/s', count: number, value: number): Figure => ({
    name: `${name}: ${unit === 'games/s' ? 'games' : 'steps'}`,
    value: perSecond(count, played),
    unit,
    baseline: { name: textArena.name, value },
    ...(timesMin !== undefined && { target: { of: 'ratio', is: 'at least', bound: timesMin } }),
  });
  return [
    against('games/s', played.games, textArena.gamesPerSecond),
    against('steps/s', played.steps, textArena.stepsPerSecond),
    ...figures,
  ];
};

const inFlightOf = ({ log, isSigned }: Variant): number => {
  if (log.startsWith('sqlite')) return inFlightOnDisk;
  return isSigned ? inFlightSigned : inFlight;
};

/** The round with the middle speed. */
const middleOf = (rounds: readonly Played[]): Played =>
  rounds.toSorted((a, b) => perSecond(a.steps, a) - perSecond(b.steps, b))[rounds.length >> 1]!;

/** Kinds of log take turns, round by round: a machine whose speed drifts is as slow for one as for the other. */
const measureGame = async (
  game: string,
  chosen: readonly Variant[],
  { quick, progress }: BenchmarkOptions,
): Promise<Figure[]> => {
  const times = quick ? { warmUpSeconds: 0.5, seconds: 0.4 } : { warmUpSeconds: 3, seconds: 1.5 };
  const plan = { game, log: 'off', isSigned: false, inFlight, ...times } as const;
  const rules = await measure('rules', { ...plan, warmUpSeconds: 1, seconds: 0.5 });
  const rounds = chosen.map((): Played[] => []);
  for (let round = 0; round < (quick || chosen.length === 1 ? 1 : roundsOfMain); round++)
    for (const [at, variant] of chosen.entries()) {
      progress(`${game}, ${variant.name}`);
      const { log, isSigned } = variant;
      rounds[at]!.push(await measure('play', { ...plan, inFlight: inFlightOf(variant), log, isSigned }));
    }
  return chosen.flatMap((variant, at) => figuresOf(game, variant, middleOf(rounds[at]!), rules));
};

/** Random players in the arena's own process: what the referee and the log cost without a network. */
export const inProcess: Benchmark = {
  name: 'in-process',
  about: 'games and steps a second with random players in process',
  run: async (options) => {
    const figures: Figure[] = [];
    for (const { id } of games) {
      const isMain = id === 'tic-tac-toe';
      if (options.quick && !isMain && id !== 'chess') continue;
      const chosen = isMain ? variants : variants.filter(({ isSigned, log }) => isSigned && log === 'jsonl');
      figures.push(...(await measureGame(id, chosen, options)));
    }
    return figures;
  },
};
