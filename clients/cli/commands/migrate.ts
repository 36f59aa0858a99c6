import type { Command } from 'commander';
import { configOption, createCommand } from '../options.ts';

/** `agon migrate`. */
export const createMigrateCommand = (): Command =>
  createCommand(
    'migrate',
    'Copy the database of a stopped server into PostgreSQL, and verify every log of the copy.',
    [
      'agon migrate data postgres://agon@127.0.0.1/agon',
      'agon migrate --config /etc/agon.yaml',
      "agon migrate data 'postgres://agon@db:5432/agon?schema=arena'",
    ],
  )
    .argument('[from]', 'the data folder of a server that does not run (default: that of its configuration)')
    .argument(
      '[to]',
      'postgres://user@host:port/database?schema=NAME; its password in $PGPASSWORD (default: the store of its configuration)',
    )
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nThe signing key stays in the data folder: start the server with --data and --store both.',
    )
    .action(async (from, to, options) => (await import('../migrate.ts')).migrate(from, to, options));
