import { games } from '../../games/registry.ts';
import { openSigningKey } from '../../replays/stores/signing-key.ts';
import type { Config, EffectiveSetting } from '../../server/config/config.ts';
import { formatSource } from '../../server/config/given.ts';
import { loadConfig } from '../../server/config/load-config.ts';
import { showSetting } from '../../server/config/settings.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { badInputError, type ToldError } from './cli-error.ts';
import { configFault } from './config-fault.ts';
import { createPlayHost } from './hosts.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { formatTable } from './table.ts';
import { toldErrorOf } from './told-error.ts';

export interface ConfigCheckOptions extends CommonOptions {
  readonly config?: string;
}

const cellOf = (value: unknown): string => {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const rowOf = ({ name, value, source }: EffectiveSetting): readonly string[] => [
  name,
  cellOf(showSetting(name, value)),
  formatSource(source),
];

const badConfig = ({ code, message, hint }: Pick<ToldError, 'code' | 'message' | 'hint'>, cause?: unknown) =>
  badInputError(code, message, hint, cause);

/** Opens the key that the operator names: a server would not start without it. */
const checkSigningKey = async ({ signingKey }: Config): Promise<void> => {
  if (signingKey === undefined) return;
  await openSigningKey(signingKey).catch((error: unknown) => {
    throw badConfig(toldErrorOf(error, 'agon config check'), error);
  });
};

/** Why nobody at this address can play anything here; undefined where somebody can. */
const problemOf = (host: PlayerHost, address: string): string | undefined => {
  const problems = games.map(({ id }) => host.problem(address, id)?.message);
  return problems.includes(undefined) ? undefined : problems[0];
};

/** A server starts with entries that cannot play, and refuses whoever asks for them. */
const checkEntries = async ({ entries }: Config): Promise<void> => {
  const host = createPlayHost();
  const problems = Object.entries(entries).flatMap(([name, address]) => {
    const problem = problemOf(host, address);
    return problem === undefined ? [] : [`entries.${name}: ${problem}`];
  });
  await host.close();
  if (problems.length > 0)
    throw badInputError('bad-entry', problems.join('\n'), 'Mend the addresses, or install what they name.');
};

/** `agon config check`: what a server started here would go by; exit code 1 where it would not start, or an entry could not play. */
export const checkConfig = async (options: ConfigCheckOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const read = await loadConfig({ environment: process.env, file: options.config });
  if ('problems' in read) throw badConfig(configFault(read.problems));
  await checkSigningKey(read.config);
  await checkEntries(read.config);
  for (const { name, value, source } of read.effective)
    output.data({ setting: name, value: showSetting(name, value) ?? null, source });
  output.text(
    formatTable(
      [
        { title: 'Setting', align: 'left' },
        { title: 'Value', align: 'left' },
        { title: 'From', align: 'left' },
      ],
      read.effective.map(rowOf),
    ),
  );
};
