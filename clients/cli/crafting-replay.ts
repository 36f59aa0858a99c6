import { readFile } from 'node:fs/promises';
import { ZodError, type z } from 'zod';
import { heroBenchWorldSchema } from '../../games/crafting-world/herobench/import.ts';
import {
  type EpisodeReplay,
  type EpisodesReport,
  replayEpisodes,
} from '../../games/crafting-world/herobench/replay.ts';
import { formatIssues } from '../../server/errors.ts';
import { type CliError, exits, usageError } from './cli-error.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';

export interface ReplayOptions extends CommonOptions {
  readonly world: string;
  readonly episodes: string;
}

const fileError = (path: string, why: string, cause?: unknown): CliError =>
  usageError('bad-file', `${path}: ${why}`, 'See what the files hold: agon crafting replay --help', cause);

const readJson = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw fileError(path, `it is not JSON${why}.`, cause);
  }
};

const shapeError = (path: string, { issues }: z.ZodError): CliError => fileError(path, formatIssues(issues));

const replayFiles = async ({ world: worldPath, episodes: path }: ReplayOptions): Promise<EpisodesReport> => {
  const world = await readJson(worldPath);
  const checked = heroBenchWorldSchema.safeParse(world);
  if (!checked.success) throw shapeError(worldPath, checked.error);
  const episodes = await readJson(path);
  try {
    return replayEpisodes(world, episodes);
  } catch (error) {
    if (error instanceof ZodError) throw shapeError(path, error);
    throw error;
  }
};

const formatEpisode = ({ level, task, model, recorded, replayed }: EpisodeReplay): string =>
  `level ${level}, task ${task}, ${model}: recorded ${recorded}, replayed ${replayed}`;

/** `agon crafting replay`: exit code 1 when an episode ends otherwise than it was recorded. */
export const replayRecorded = async (options: ReplayOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const { episodes, summary } = await replayFiles(options);
  const others = episodes.filter(({ recorded, replayed }) => recorded !== replayed);
  output.data({ type: 'replay', summary, episodes: episodes.length, others });
  output.text(summary);
  for (const episode of others) output.text(formatEpisode(episode));
  process.exitCode = others.length > 0 ? exits.bad : exits.good;
};
