import { readFile } from 'node:fs/promises';
import { parseConfig, type ReadConfig } from './config.ts';
import { type Environment, fileVariable, type Flags } from './given.ts';

/** Where a configuration is looked for. */
export interface ConfigPlaces {
  readonly environment: Environment;
  /** The path of the file; absent: `AGON_SERVER_CONFIG` names it, or there is none. */
  readonly file?: string | undefined;
  readonly flags?: Flags;
}

/** Reads the configuration from all its places. Rejects with the system's error where the file cannot be read. */
export const loadConfig = async ({ environment, file, flags }: ConfigPlaces): Promise<ReadConfig> => {
  const name = file ?? environment[fileVariable];
  return parseConfig(environment, {
    ...(name !== undefined && { file: { name, text: await readFile(name, 'utf8') } }),
    ...(flags !== undefined && { flags }),
  });
};
