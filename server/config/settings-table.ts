import { fileVariable } from './given.ts';
import { settingFacts, settingNames, variableOf } from './settings.ts';

const formatDefault = (value: unknown): string =>
  value === undefined ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** The settings as a table of Markdown, as the README shows it. */
export const formatSettingsTable = (): string =>
  [
    '| In a file | In the environment | Meaning | Default |',
    '|---|---|---|---|',
    `| | \`${fileVariable}\` | the configuration file, as \`--config\` | |`,
    ...settingNames.map((name) => {
      const { about, default: value } = settingFacts[name];
      return `| \`${name}\` | \`${variableOf(name)}\` | ${about} | ${formatDefault(value)} |`;
    }),
  ].join('\n');
