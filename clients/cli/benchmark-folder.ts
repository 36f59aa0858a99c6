import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Store } from '../../replays/store.ts';
import { environmentError, usageError } from './cli-error.ts';
import { isRootSeed } from '../../server/protocol/tournament-file.ts';

/** What a benchmark's folder holds beside its matches. */
const markSchema = z.strictObject({
  v: z.literal(1),
  game: z.string(),
  /** The seed of all tasks. */
  seed: z.string().refine(isRootSeed),
  /** Whether somebody chose the seed. */
  isChosen: z.boolean(),
});
type Mark = z.infer<typeof markSchema>;

const markName = 'benchmark.json';
const seedBytes = 16;

const readMark = async (path: string): Promise<Mark> => {
  try {
    return markSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw environmentError('bad-folder', `${path} cannot be read.`, 'Name another folder with --out.', cause);
  }
};

/** The mark of a folder without one; its store must be empty. The store's lock keeps every other process away. */
const makeMark = async (path: string, folder: string, mark: Mark, store: Store): Promise<Mark> => {
  const { items } = await store.list({}, 1);
  if (items.length > 0)
    throw usageError(
      'folder-taken',
      `${folder} holds matches of something else.`,
      'Name another folder with --out.',
    );
  await writeFile(`${path}.draft`, `${JSON.stringify(mark)}\n`);
  await rename(`${path}.draft`, path);
  return mark;
};

/**
 * Makes the folder of an open store that of this game's benchmark, or finds that it is already; answers the seed.
 * Refused for a folder of another game or seed: players and levels may be added to a benchmark, but not other tasks.
 */
export const enterBenchmarkFolder = async (
  folder: string,
  store: Store,
  { game, seed }: { readonly game: string; readonly seed: string | undefined },
): Promise<Pick<Mark, 'seed' | 'isChosen'>> => {
  const path = join(folder, markName);
  const own: Mark = {
    v: 1,
    game,
    seed: seed ?? randomBytes(seedBytes).toString('hex'),
    isChosen: seed !== undefined,
  };
  const mark = existsSync(path) ? await readMark(path) : await makeMark(path, folder, own, store);
  if (mark.game !== game || (seed !== undefined && mark.seed !== seed))
    throw usageError(
      'folder-taken',
      `${folder} holds a benchmark of ${mark.game} with the seed ${mark.seed}.`,
      'Name another folder with --out, or leave out --seed to go on with that one.',
    );
  return mark;
};
