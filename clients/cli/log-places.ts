import { isPostgresAddress, parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { usageError } from './cli-error.ts';
import { databaseIn, requireDatabase } from './database.ts';
import { readServerConfig, type ServerFlags } from './server-config.ts';
import { refusePassword } from './store-address.ts';

/** Where a command finds logs. */
export interface LogPlaces {
  /** Files, folders and databases. */
  readonly paths: readonly string[];
  /** Folders that may hold the signing key of an arena, and files in such. */
  readonly keyPaths: readonly string[];
  /** The file of the signing key, where the configuration names one. */
  readonly signingKey?: string | undefined;
}

/** The places that were named, or those of the server that is configured here. */
export const logPlaces = async (
  paths: readonly string[],
  { config }: Pick<ServerFlags, 'config'>,
): Promise<LogPlaces> => {
  if (paths.length > 0 && config !== undefined)
    throw usageError(
      'usage',
      'Paths and --config were given: one of them says where the logs are.',
      'Leave --config out, or the paths.',
    );
  for (const path of paths) refusePassword(path);
  if (paths.length > 0) return { paths, keyPaths: paths };
  const { dataDirectory, storeUrl, signingKey } = await readServerConfig({ config });
  if (storeUrl === undefined) requireDatabase(databaseIn(dataDirectory));
  return { paths: [storeUrl ?? dataDirectory], keyPaths: [dataDirectory], signingKey };
};

/** Paths as they may be shown to anybody. */
export const showPaths = (paths: readonly string[]): string =>
  paths.map((path) => (isPostgresAddress(path) ? parsePostgresAddress(path).shown : path)).join(', ');
