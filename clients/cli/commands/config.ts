import type { Command } from 'commander';
import { configOption, createCommand } from '../options.ts';

const createCheckCommand = (): Command =>
  createCommand('check', 'Show every setting of a server that is started here, and where it comes from.', [
    'agon config check',
    'agon config check --config /etc/agon.yaml --json',
  ])
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nThe exit code is 1 when a server would not start with it, or one of its entries could not play.',
    )
    .action(async (_, command: Command) =>
      (await import('../config-check.ts')).checkConfig(command.optsWithGlobals()),
    );

/** `agon config` and its command. */
export const createConfigCommand = (): Command => {
  const config = createCommand('config', 'Look at what a server would go by: file, environment, defaults.', [
    'agon config check --config /etc/agon.yaml',
  ]);
  config.addCommand(
    createCheckCommand()
      .exitOverride()
      .configureOutput({ outputError: () => {} }),
  );
  return config;
};
