import type { Config } from '../../server/config/config.ts';
import type { Flags } from '../../server/config/given.ts';
import { loadConfig } from '../../server/config/load-config.ts';
import { usageError } from './cli-error.ts';
import { configFault } from './config-fault.ts';
import { refusePassword } from './store-address.ts';

/** The flags of a command that goes by the server's configuration. */
export interface ServerFlags extends Pick<Flags, 'port' | 'host' | 'data' | 'store'> {
  readonly config?: string | undefined;
}

/**
 * What a server that is started here with these flags would go by, so that whoever looks for its data finds what it
 * writes. Ends with an error that names all that is wrong.
 */
export const readServerConfig = async ({ config, port, host, data, store }: ServerFlags): Promise<Config> => {
  refusePassword(store);
  const read = await loadConfig({
    environment: process.env,
    file: config,
    flags: { port, host, data, store },
  });
  if ('config' in read) return read.config;
  const { code, message, hint } = configFault(read.problems);
  throw usageError(code, message, hint);
};
