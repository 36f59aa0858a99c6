import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isSystemError } from '../../replays/stores/system-error.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { environmentError, usageError } from './cli-error.ts';
import { databaseIn } from './database.ts';
import { isRootSeed } from '../../server/protocol/tournament-file.ts';

/** What a tournament's folder holds beside its matches, so that it can be played on after anything. */
const markSchema = z.strictObject({
  v: z.literal(1),
  /** SHA-256 of the tournament file's text. */
  file: z.string(),
  /** The seed of all its matches, from the file or drawn. */
  seed: z.string().refine(isRootSeed),
});
type Mark = z.infer<typeof markSchema>;

const markName = 'tournament.json';
const fileName = 'tournament.yaml';
const seedBytes = 16;

/** Puts a whole file in place unless one is there; two writers agree on the first one's. */
const writeOnce = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await link(draft, path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

const readMark = async (path: string): Promise<Mark> => {
  try {
    return markSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw environmentError('bad-folder', `${path} cannot be read.`, 'Name another folder with --out.', cause);
  }
};

/**
 * The folder in which the tournament of this file is played, made at the first run; answers the seed. Refused for a
 * folder of another file, or of another kind: results of two tournaments must never mix.
 */
export const enterTournamentFolder = async (
  folder: string,
  text: string,
  seed: string | undefined,
): Promise<string> => {
  const path = join(folder, markName);
  if (!existsSync(path) && existsSync(databaseIn(folder)))
    throw usageError(
      'folder-taken',
      `${folder} holds matches of something else.`,
      'Name another folder with --out.',
    );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own: Mark = { v: 1, file: sha256Hex(text), seed: seed ?? randomBytes(seedBytes).toString('hex') };
  await writeOnce(path, `${JSON.stringify(own)}\n`);
  const mark = await readMark(path);
  if (mark.file !== own.file)
    throw usageError(
      'file-changed',
      `${folder} belongs to another version of this file; the one it was begun with is ${join(folder, fileName)}.`,
      'Run that file again to go on with it, or name another folder with --out.',
    );
  await writeOnce(join(folder, fileName), text);
  return mark.seed;
};

/** The tournament that is played in a folder. */
export const findTournamentFolder = async (
  folder: string,
): Promise<{ readonly path: string; readonly text: string; readonly seed: string }> => {
  const path = join(folder, fileName);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isSystemError(error, 'ENOENT')) throw error;
    throw usageError(
      'no-tournament',
      `There is no tournament in ${folder}.`,
      'Name the folder that agon tournament made, or begin one with: agon tournament FILE',
    );
  });
  const { seed } = await readMark(join(folder, markName));
  return { path, text, seed };
};
