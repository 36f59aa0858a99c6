import type { EffectiveSetting } from '../../server/config/config.ts';
import { formatSource } from '../../server/config/given.ts';
import { loadConfig } from '../../server/config/load-config.ts';
import { showSetting } from '../../server/config/settings.ts';
import { badInputError } from './cli-error.ts';
import { configFault } from './config-fault.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { formatTable } from './table.ts';

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

/** `agon config check`: what a server started here would go by; exit code 1 where it would not start. */
export const checkConfig = async (options: ConfigCheckOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const read = await loadConfig({ environment: process.env, file: options.config });
  if ('problems' in read) {
    const { code, message, hint } = configFault(read.problems);
    throw badInputError(code, message, hint);
  }
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
