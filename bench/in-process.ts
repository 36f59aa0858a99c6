import { games } from '../games/registry.ts';
import { startChild } from './child.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import type { InProcessPlan } from './in-process-child.ts';
import type { LogKind } from './logs.ts';
import type { Played } from './rules-loop.ts';
import { withScratch } from './scratch.ts';
import { playTextArena, type TextArenaSpeed } from './textarena.ts';

/**
 * TextArena's tic-tac-toe between two random players without a log, in one process on a machine of this class: from
 * its own measurement, not of this run. Targets are held against it on every machine.
 */
const textArena: TextArenaSpeed = { gamesPerSecond: 1_586, stepsPerSecond: 12_092 };

/** Few enough that matches stay in the cache, enough to share a turn of the event loop. */
const inFlight = 24;
/** Enough that signatures, made in batches on another thread, overlap with play. */
const inFlightSigned = 64;
/** A commit to the disk takes milliseconds, which many matches share. */
const inFlightOnDisk = 256;
/** The game that is held against targets. */
const main = 'tic-tac-toe';
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

const figuresOf = (name: string, played: Played, rules: Played): Figure[] => [
  {
    name: `${name}: steps`,
    value: perSecond(played.steps, played),
    unit: 'steps/s',
    baseline: { name: 'rules alone', value: perSecond(rules.steps, rules) },
  },
  { name: `${name}: CPU`, value: cpuMicrosPerStep(played), unit: 'us/step' },
];

/** The same figures against TextArena's: as it was measured once, and as it is on this machine, where somebody has it. */
const textArenaFiguresOf = (
  name: string,
  { timesMin }: Variant,
  played: Played,
  here: TextArenaSpeed | undefined,
): Figure[] => {
  const against = (baseline: string, speed: TextArenaSpeed): Figure[] => [
    {
      name: `${name}: games`,
      value: perSecond(played.games, played),
      unit: 'games/s',
      baseline: { name: baseline, value: speed.gamesPerSecond },
    },
    {
      name: `${name}: steps`,
      value: perSecond(played.steps, played),
      unit: 'steps/s',
      baseline: { name: baseline, value: speed.stepsPerSecond },
    },
  ];
  return [
    ...against('TextArena', textArena).map((figure): Figure => {
      if (timesMin === undefined) return figure;
      return { ...figure, target: { of: 'ratio', is: 'at least', bound: timesMin } };
    }),
    ...(here === undefined ? [] : against('TextArena here', here)),
  ];
};

const inFlightOf = ({ log, isSigned }: Variant): number => {
  if (log.startsWith('sqlite')) return inFlightOnDisk;
  return isSigned ? inFlightSigned : inFlight;
};

/** The round with the middle speed. */
const middleOf = (rounds: readonly Played[]): Played =>
  rounds.toSorted((a, b) => perSecond(a.steps, a) - perSecond(b.steps, b))[rounds.length >> 1]!;

const timesOf = (
  game: string,
  quick: boolean,
): { readonly warmUpSeconds: number; readonly seconds: number } => {
  if (quick) return { warmUpSeconds: 0.5, seconds: 0.4 };
  // A match runs through much code, which is compiled again and again for five seconds.
  return { warmUpSeconds: game === main ? 6 : 3, seconds: 1.5 };
};

/** Kinds of log take turns, round by round: a machine whose speed drifts is as slow for one as for the other. */
const measureGame = async (
  game: string,
  chosen: readonly Variant[],
  { quick, progress }: BenchmarkOptions,
): Promise<Figure[]> => {
  const plan = { game, log: 'off', isSigned: false, inFlight, ...timesOf(game, quick) } as const;
  const rules = await measure('rules', { ...plan, warmUpSeconds: 1, seconds: 0.5 });
  const here = game === main ? await playTextArena(plan.warmUpSeconds, plan.seconds) : undefined;
  const rounds = chosen.map((): Played[] => []);
  for (let round = 0; round < (quick || game !== main ? 1 : roundsOfMain); round++)
    for (const [at, variant] of chosen.entries()) {
      progress(`${game}, ${variant.name}`);
      const { log, isSigned } = variant;
      rounds[at]!.push(await measure('play', { ...plan, inFlight: inFlightOf(variant), log, isSigned }));
    }
  return chosen.flatMap((variant, at) => {
    const name = `${game}, ${variant.name}`;
    const played = middleOf(rounds[at]!);
    const figures = figuresOf(name, played, rules);
    return game === main ? [...textArenaFiguresOf(name, variant, played, here), ...figures] : figures;
  });
};

/** Random players in the arena's own process: what the referee and the log cost without a network. */
export const inProcess: Benchmark = {
  name: 'in-process',
  about: 'games and steps a second with random players in process',
  run: async (options) => {
    const figures: Figure[] = [];
    for (const { id } of games) {
      if (options.quick && id !== main && id !== 'chess') continue;
      const chosen =
        id === main ? variants : variants.filter(({ isSigned, log }) => isSigned && log === 'jsonl');
      figures.push(...(await measureGame(id, chosen, options)));
    }
    return figures;
  },
};
