import { randomBytes } from 'node:crypto';
import type { clockPresets } from '../../replays/format.ts';
import type { CountableRow } from '../../replays/ratings/counts.ts';
import { type JsonlLog, openJsonlLog } from '../../replays/stores/jsonl.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { MatchResult } from '../../server/match/result.ts';
import { type CliError, environmentError, usageError } from './cli-error.ts';
import { withWayOn } from './disk-error.ts';
import { chooseEntrant } from './entrant.ts';
import { chooseConfig, chooseGame, parseConfigText } from './game-choice.ts';
import { createPlayHost } from './hosts.ts';
import { inParallel } from '../../server/tournaments/in-parallel.ts';
import { type Interruption, listenForInterruption } from '../../server/interruption.ts';
import { createLocalArena, type LocalArena } from './local-arena.ts';
import { mirroredSetSize } from '../../server/tournaments/mirror.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { planGame, type PlannedGame, type PlayRun } from './play-plan.ts';
import { eloDifferenceOf, formatEloDifference, formatResult, formatStandings } from './play-report.ts';
import { shellWord } from './shell-word.ts';
import { type ScoredGame, standingsOf } from '../../server/tournaments/standings.ts';
import { teeStore } from './tee-store.ts';
import { observerOf, type TraceOptions } from './trace-option.ts';

export interface PlayOptions extends CommonOptions, TraceOptions {
  readonly seat: readonly string[];
  readonly games?: number;
  readonly config?: string;
  readonly clock?: (typeof clockPresets)[number];
  readonly seed?: string;
  readonly out?: string;
  readonly concurrency: number;
}

const rootBytes = 16;

const readRun = (host: PlayerHost, gameId: string, options: PlayOptions): PlayRun => {
  const game = chooseGame(gameId);
  const config = options.config === undefined ? {} : parseConfigText(options.config);
  const roles = game.roles(chooseConfig(game, config)).map(({ name }) => name);
  if (roles.length !== options.seat.length)
    throw usageError(
      'bad-seats',
      `${game.id} has ${roles.length} seats (${roles.join(', ')}), but ${options.seat.length} players were given.`,
      'Give --seat once for each seat.',
    );
  const entrants = options.seat.map((address) => chooseEntrant(host, address, game.id, { owner: 'local' }));
  const hasModel = entrants.some(({ entry }) => entry.kind === 'model');
  return {
    game,
    config,
    entrants,
    clock: presetClocks[options.clock ?? (hasModel ? 'llm' : 'bot')],
    root: options.seed ?? randomBytes(rootBytes).toString('hex'),
  };
};

const tellGame = (
  { number, players, plan }: PlannedGame,
  result: MatchResult,
  output: Output,
): ScoredGame => {
  const agents = plan.seats.map(({ entry }) => entry.agent);
  const { seed, group } = plan;
  output.text(`${number}  ${agents.join(' - ')}  ${formatResult(result)}`);
  output.data({ type: 'game', number, agents, players, seed, start: group?.start, ...result });
  return { players, scores: result.outcome?.scores ?? null, fault: result.fault };
};

/** Plays until all games are over or somebody interrupts; `onGame` is told of each game that is over. */
const playRun = async (
  run: PlayRun,
  options: PlayOptions,
  arena: LocalArena,
  { signal, arrived }: Interruption,
  onGame: (game: PlannedGame, result: MatchResult) => void,
): Promise<void> => {
  const count = options.games ?? mirroredSetSize(run.game.roles(chooseConfig(run.game, run.config)));
  const planned = Array(count)
    .keys()
    .map((at) => planGame(run, at + 1));
  const allOver = inParallel(planned, options.concurrency, signal, async (game) =>
    onGame(game, await arena.play(game.plan)),
  );
  await Promise.race([allOver, arrived]);
};

/** Plays a run and closes what it is played with. A game is told of once its log is written, whatever becomes of the disk. */
const playKept = async (
  run: PlayRun,
  options: PlayOptions,
  { arena, log }: { readonly arena: LocalArena; readonly log: JsonlLog | undefined },
  interruption: Interruption,
  tell: (game: PlannedGame, result: MatchResult) => void,
): Promise<void> => {
  try {
    await playRun(run, options, arena, interruption, (game, result) =>
      log === undefined ? tell(game, result) : log.whenWritten(() => tell(game, result)),
    );
  } finally {
    arena.close();
    await log?.close();
  }
};

const report = (
  { entrants, root }: PlayRun,
  games: readonly ScoredGame[],
  rows: readonly CountableRow[],
  output: Output,
): void => {
  const standings = standingsOf(games, entrants.length);
  const elo = eloDifferenceOf(rows);
  const players = standings.map(({ player, ...standing }) => ({
    agent: entrants[player]!.entry.agent,
    ...standing,
  }));
  output.data({ type: 'table', seed: root, players, ...(elo !== undefined && { elo }) });
  output.text(`\n${formatStandings(standings, entrants)}`);
  if (elo !== undefined) output.text(`\n${formatEloDifference(elo)}`);
  output.text(`\nSeed of this run: ${root}`);
};

const interruptedError = (finished: number, out: string | undefined): CliError =>
  environmentError(
    'interrupted',
    `The run was interrupted after ${finished} games.`,
    out === undefined ? 'Nothing was kept.' : `Their logs are in ${out}; the last ones there are unfinished.`,
  );

/** How to come to the whole run once its file cannot be written any more. */
const againHint = (out: string | undefined, told: number, root: string): string =>
  `Free some space, or choose another disk, and play the same games again with a new --out and --seed ${shellWord(root)}.` +
  (out === undefined || told === 0
    ? ''
    : ` The logs of the ${told} games told above are whole: agon verify ${shellWord(out)}`);

const noResultError = (played: number): CliError =>
  environmentError(
    'no-result',
    `No game of this run has a result (${played} played).`,
    'Mend what stopped them, which is told above, and play again with the same --seed.',
  );

/** `agon play`: plays the games, then prints who did how well. */
export const play = async (gameId: string, options: PlayOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const host = createPlayHost({ observer: observerOf(options) });
  const key = createSigningKey();
  const interruption = listenForInterruption();
  try {
    const run = readRun(host, gameId, options);
    const memory = createMemoryStore(undefined, false);
    const log = options.out === undefined ? undefined : openJsonlLog(options.out);
    const store = log === undefined ? memory : teeStore(memory, log);
    const arena = createLocalArena({ store, key, host, warn: output.note });
    const games: ScoredGame[] = [];
    const played = playKept(run, options, { arena, log }, interruption, (game, result) =>
      games.push(tellGame(game, result, output)),
    );
    await played.catch((error: unknown) => {
      throw withWayOn(error, againHint(options.out, games.length, run.root));
    });
    report(run, games, await memory.ledger(0, Infinity), output);
    if (interruption.signal.aborted) throw interruptedError(games.length, options.out);
    if (games.every(({ scores }) => scores === null)) throw noResultError(games.length);
    if (log !== undefined) output.note(`Wrote ${options.out}, signed by ${key.publicKey}`);
  } finally {
    interruption.dispose();
    await host.close();
  }
};
