import { z } from 'zod';
import type { AnyGame } from '../../games/game.ts';
import { games } from '../../games/registry.ts';
import { attemptsSchema, clockPresets } from '../../replays/format.ts';
import { type CliError, usageError } from './cli-error.ts';
import { isRootSeed } from '../../server/tournaments/mirror.ts';
import { concurrencyMax } from './options.ts';
import { nearestWord, suggestWord } from './suggestion.ts';
import { type LineFault, readYaml } from './yaml-file.ts';

const playersMax = 200;
const gamesMax = 50;
const pairsMax = 10_000;

const gameSchema = z
  .strictObject({ id: z.string(), config: z.unknown().optional() })
  .transform(({ id, config }, context): { readonly game: AnyGame; readonly config: unknown } => {
    const game = games.find((known) => known.id === id);
    if (game === undefined) {
      const ids = games.map((known) => known.id);
      const message = `There is no game ${id}. ${suggestWord(id, ids)}`;
      context.addIssue({ code: 'custom', path: ['id'], message });
      return z.NEVER;
    }
    const parsed = game.schemas.config.safeParse(config ?? {});
    for (const issue of parsed.error?.issues ?? [])
      context.addIssue({ ...issue, path: ['config', ...issue.path] });
    if (parsed.success && game.roles(parsed.data).length !== 2)
      context.addIssue({ code: 'custom', path: ['id'], message: 'A tournament plays games of two seats.' });
    return { game, config: config ?? {} };
  });

const playerSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'lower-case letters, digits, ".", "_" and "-", at most 40')
    .optional(),
  player: z.string().min(1),
});

const fileSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,59}$/, 'letters, digits, ".", "_", "-" and spaces, at most 60'),
  games: z.array(gameSchema).min(1).max(gamesMax),
  players: z.array(playerSchema).min(2).max(playersMax),
  pairs: z.int().min(1).max(pairsMax),
  clock: z.enum(clockPresets).default('bot'),
  attempts: attemptsSchema.default({ max: 3, then: 'forfeit' }),
  legalTold: z.boolean().default(true),
  seed: z
    .string('write the seed in quotes')
    .refine(isRootSeed, 'an even number of hexadecimal digits, at most 64')
    .optional(),
  concurrency: z.int().min(1).max(concurrencyMax).default(1),
});

/** A tournament as its file describes it, every default filled in. */
export type TournamentFile = z.infer<typeof fileSchema>;

const knownKeys = [
  ...Object.keys(fileSchema.shape),
  ...Object.keys(playerSchema.shape),
  'id',
  'config',
  ...Object.keys(attemptsSchema.shape),
];

const didYouMean = (key: string): string => {
  const nearest = nearestWord(key, knownKeys);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
};

/** Something wrong at a place in the file. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The faults of an issue, each with the path of the key that it is about. */
const faultsOf = (issue: z.core.$ZodIssue): readonly Fault[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: `There is no key ${key} here.${didYouMean(key)}`,
      }))
    : [{ path: issue.path, message: `${issue.path.join('.') || 'the file'}: ${issue.message}` }];

/** A refusal that names each fault with its line. */
export const fileError = (file: string, faults: readonly LineFault[]): CliError =>
  usageError(
    'bad-file',
    faults.map(({ line, message }) => `${file}, line ${line}: ${message}`).join('\n'),
    'See what a tournament file holds: agon tournament --help',
  );

/** The text of a tournament file, and a way from a path in it to the line it is on. */
export interface ReadTournament {
  readonly tournament: TournamentFile;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Reads the text of a tournament file; throws an error that names every fault and its line. */
export const parseTournamentFile = (text: string, file: string): ReadTournament => {
  const yaml = readYaml(text);
  if ('faults' in yaml) throw fileError(file, yaml.faults);
  const parsed = fileSchema.safeParse(yaml.value);
  const { lineOf } = yaml;
  if (parsed.success) return { tournament: parsed.data, lineOf };
  const faults = parsed.error.issues
    .flatMap(faultsOf)
    .map(({ path, message }) => ({ line: lineOf(path), message }));
  throw fileError(file, faults);
};
