import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openJsonlLog } from '../../replays/stores/jsonl.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import type { clockPresets } from '../../replays/format.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { type CliError, environmentError, usageError } from './cli-error.ts';
import { withWayOn } from './disk-error.ts';
import { chooseEntrant, type Entrant } from './entrant.ts';
import { type Evaluation, type EvaluatedGame, runEvaluation } from './evaluate-run.ts';
import {
  type EvaluationReport,
  formatEvaluation,
  formatEvaluationHtml,
  reportOn,
} from './evaluate-report.ts';
import { chooseGame } from './game-choice.ts';
import { createPlayHost } from './hosts.ts';
import { listenForInterruption } from '../../server/interruption.ts';
import { createLocalArena } from './local-arena.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { createProgress } from './progress.ts';
import { teeStore } from './tee-store.ts';
import { observerOf, type TraceOptions } from './trace-option.ts';

export interface EvaluateOptions extends CommonOptions, TraceOptions {
  readonly games: readonly string[];
  readonly budgetUsd?: number;
  readonly gamesMax: number;
  readonly precision: number;
  readonly out: string;
  readonly clock?: (typeof clockPresets)[number];
  readonly seed?: string;
  readonly concurrency: number;
}

const anchorsOf = (host: PlayerHost, game: string): readonly Entrant[] =>
  host.bots(game).map((name) => chooseEntrant(host, `bot:${name}`, game, { owner: 'house' }));

const chooseEvaluated = (host: PlayerHost, id: string): EvaluatedGame => {
  const game = chooseGame(id);
  if (game.roles(game.schemas.config.parse({})).length !== 2)
    throw usageError('solo-game', `${id} is not for two players.`, `Try: agon benchmark ${id} --player …`);
  return { game, anchors: anchorsOf(host, id) };
};

const rootBytes = 16;

const readEvaluation = (host: PlayerHost, address: string, options: EvaluateOptions): Evaluation => {
  const games = [...new Set(options.games)].map((id) => chooseEvaluated(host, id));
  const [player] = games.map(({ game }) => chooseEntrant(host, address, game.id, { owner: 'local' }));
  if (player === undefined)
    throw usageError('no-games', 'Name a game to play.', 'Try: --games tic-tac-toe,chess');
  const { gamesMax, budgetUsd, precision, concurrency, seed } = options;
  const preset = options.clock ?? (player.entry.kind === 'model' ? 'llm' : 'bot');
  return {
    player,
    // A bot is no anchor of itself.
    games: games.map(({ game, anchors }) => ({
      game,
      anchors: anchors.filter(({ entry }) => entry.agent !== player.entry.agent),
    })),
    clock: presetClocks[preset],
    root: seed ?? randomBytes(rootBytes).toString('hex'),
    gamesMax,
    budgetUsd,
    precision,
    concurrency,
  };
};

const reportName = 'report.json';
const pageName = 'report.html';
const logsName = 'matches.jsonl';

const enterFolder = async (folder: string): Promise<void> => {
  if (existsSync(join(folder, logsName)))
    throw usageError(
      'folder-taken',
      `${folder} holds an evaluation already.`,
      'Name another folder with --out.',
    );
  await mkdir(folder, { recursive: true });
};

const anewHint = 'It begins anew in another folder: --out.';

const interrupted = (): CliError =>
  environmentError(
    'interrupted',
    'The evaluation was interrupted; its report tells of what was played.',
    anewHint,
  );

const writeReport = async (folder: string, report: EvaluationReport): Promise<void> => {
  await writeFile(join(folder, reportName), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(folder, pageName), formatEvaluationHtml(report));
};

/** `agon evaluate`: plays the house bots until the score is known well enough, and reports. */
export const evaluate = async (address: string, options: EvaluateOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const { out } = options;
  const host = createPlayHost({ observer: observerOf(options) });
  const interruption = listenForInterruption();
  try {
    const evaluation = readEvaluation(host, address, options);
    await enterFolder(out);
    const memory = createMemoryStore(undefined, false);
    const log = openJsonlLog(join(out, logsName));
    const arena = createLocalArena({
      store: teeStore(memory, log),
      key: createSigningKey(),
      host,
      warn: output.note,
    });
    const progress = createProgress(Math.floor(evaluation.gamesMax / 2), 'pairs');
    const { signal } = interruption;
    try {
      const run = { arena, store: memory, signal, onPair: () => progress.advance(1) };
      const found = await runEvaluation(evaluation, run);
      const report = reportOn(evaluation, found, await memory.ledger(0, Infinity));
      await writeReport(out, report);
      progress.stop();
      output.data(report);
      output.text(formatEvaluation(report));
      output.note(`Report: ${join(out, pageName)}, ${join(out, reportName)}; logs: ${join(out, logsName)}.`);
      if (found.stop === 'interrupted') throw interrupted();
    } finally {
      progress.stop();
      arena.close();
      await log.close();
    }
  } catch (error) {
    throw withWayOn(error, `Free some space. ${anewHint}`);
  } finally {
    interruption.dispose();
    await host.close();
  }
};
