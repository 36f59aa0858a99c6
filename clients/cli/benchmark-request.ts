import type { AnyGame, Json } from '../../games/game.ts';
import type { clockPresets } from '../../replays/format.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { type Benchmark, type BenchmarkTask, benchmarkTask } from './benchmark-plan.ts';
import { type Suite, suiteOf } from './benchmark-suite.ts';
import { type CliError, usageError } from './cli-error.ts';
import { chooseEntrant, type Entrant } from './entrant.ts';
import { chooseConfig, chooseGame, parseConfigText } from './game-choice.ts';
import type { CommonOptions } from './options.ts';

export interface BenchmarkOptions extends CommonOptions {
  readonly player?: readonly string[];
  readonly levels?: readonly [from: number, to: number];
  readonly perLevel?: number;
  readonly variant?: string;
  readonly set?: 'published';
  readonly samples: number;
  readonly config?: string;
  readonly clock: (typeof clockPresets)[number];
  readonly seed?: string;
  readonly out?: string;
  readonly concurrency: number;
  readonly html?: string;
}

/** A benchmark that was asked for and can be run, but whose seed is not known yet. */
export type BenchmarkRequest = Omit<Benchmark, 'root' | 'isRated' | 'tasks'> & {
  readonly tasksFor: (root: string) => readonly BenchmarkTask[];
};

const chooseSoloGame = (id: string): AnyGame => {
  const game = chooseGame(id);
  const seats = game.roles(game.defaults).length;
  if (seats === 1) return game;
  throw usageError(
    'not-solo',
    `${id} has ${seats} seats, and a benchmark is for games with one.`,
    'Compare players against each other with: agon tournament',
  );
};

const notTaken = (option: string, game: AnyGame, what: string): CliError =>
  usageError('bad-option', `--${option} says nothing about ${game.id}: ${what}.`, 'Leave it out.');

/** Refuses options that the game has nothing for, so that nobody believes they did something. */
const checkOptions = (game: AnyGame, suite: Suite, { levels, variant, set }: BenchmarkOptions): void => {
  if (variant !== undefined && !suite.hasVariants)
    throw notTaken('variant', game, 'its tasks have no variants');
  if (set !== undefined && suite.publishedSet === undefined)
    throw notTaken('set', game, 'there is no published set of it');
  if (levels === undefined) return;
  if (suite.levels === undefined) throw notTaken('levels', game, 'it has no levels');
  const [first, last] = suite.levels;
  if (levels[0] < first || levels[1] > last)
    throw usageError(
      'bad-levels',
      `${game.id} has the levels ${first} to ${last}.`,
      `Such as --levels ${first}-${last}.`,
    );
};

/** The configuration as it was asked for, by option and as a whole; what is not named is the game's default. */
const givenConfig = (
  game: AnyGame,
  suite: Suite,
  options: BenchmarkOptions,
): { readonly [member: string]: Json } => {
  const own = options.config === undefined ? {} : parseConfigText(options.config);
  if (typeof own !== 'object' || own === null || Array.isArray(own))
    throw usageError('bad-config', '--config is not a JSON object.', `Such as --config '{"mode": "step"}'.`);
  return {
    ...(own as { readonly [member: string]: Json }),
    ...(options.set !== undefined && suite.publishedSet),
    ...(suite.hasOwnSamples && options.samples > 1 && { samples: options.samples }),
    ...(options.variant !== undefined && { variant: options.variant }),
  };
};

const levelsOf = (suite: Suite, { levels = suite.levels }: BenchmarkOptions): readonly (number | null)[] => {
  if (levels === undefined) return [null];
  const [from, to] = levels;
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
};

const choosePlayers = (
  game: AnyGame,
  suite: Suite,
  options: BenchmarkOptions,
  host: PlayerHost,
): readonly Entrant[] => {
  const best = suite.bestPlayer === undefined ? [] : [suite.bestPlayer];
  const entrants = (options.player ?? ['bot:random', ...best]).map((address) =>
    chooseEntrant(host, address, game.id, { owner: 'local' }),
  );
  for (const [at, { entry }] of entrants.entries())
    if (entrants.findIndex((other) => other.entry.agent === entry.agent) < at)
      throw usageError('player-twice', `${entry.agent} is there twice.`, 'Name each player once.');
  return entrants;
};

/** What the command asks for; throws an error that says what is wrong with it. */
export const readBenchmarkRequest = (
  gameId: string,
  options: BenchmarkOptions,
  host: PlayerHost,
): BenchmarkRequest => {
  const game = chooseSoloGame(gameId);
  const suite = suiteOf(game.id);
  checkOptions(game, suite, options);
  const given = givenConfig(game, suite, options);
  const levels = levelsOf(suite, options).map((level) => {
    const config = level === null ? given : { ...given, level };
    chooseConfig(game, config);
    return { level, config };
  });
  const numbers = Array.from({ length: options.perLevel ?? suite.runsDefault }, (_, at) => at + 1);
  return {
    game,
    suite,
    entrants: choosePlayers(game, suite, options, host),
    clock: presetClocks[options.clock],
    samples: suite.hasOwnSamples ? 1 : options.samples,
    tasksFor: (root) =>
      levels.flatMap(({ level, config }) =>
        numbers.map((number) => benchmarkTask(game, config, { root, level, number })),
      ),
  };
};
