import { games } from '../../games/registry.ts';
import { type CheckedFile, checkTournamentFile } from '../../server/tournaments/file.ts';
import { type CliError, usageError } from './cli-error.ts';
import { type LineFault, readYaml } from '../../server/config/yaml-file.ts';

/** A refusal that names each fault with its line. */
export const fileError = (file: string, faults: readonly LineFault[]): CliError =>
  usageError(
    'bad-file',
    faults.map(({ line, message }) => `${file}, line ${line}: ${message}`).join('\n'),
    'See what a tournament file holds: agon tournament --help',
  );

/** A tournament file, what it says word for word, and a way from a path in it to the line it is on. */
export interface ReadTournament {
  readonly tournament: CheckedFile;
  readonly value: unknown;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Reads the text of a tournament file; throws an error that names every fault and its line. */
export const parseTournamentFile = (text: string, file: string): ReadTournament => {
  const yaml = readYaml(text);
  if ('faults' in yaml) throw fileError(file, yaml.faults);
  const { value, lineOf } = yaml;
  const checked = checkTournamentFile(value, games);
  if ('file' in checked) return { tournament: checked.file, value, lineOf };
  throw fileError(
    file,
    checked.faults.map(({ path, message }) => ({ line: lineOf(path), message })),
  );
};
