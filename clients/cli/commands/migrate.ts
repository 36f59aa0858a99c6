import type { Command } from 'commander';
import { createCommand } from '../options.ts';

/** `agon migrate`. */
export const createMigrateCommand = (): Command =>
  createCommand(
    'migrate',
    'Copy the database of a stopped server into PostgreSQL, and verify every log of the copy.',
    [
      'agon migrate data postgres://agon@127.0.0.1/agon',
      "agon migrate data 'postgres://agon@db:5432/agon?schema=arena'",
    ],
  )
    .argument('<from>', 'the data folder of a server that does not run')
    .argument('<to>', 'postgres://user@host:port/database?schema=NAME; its password in $PGPASSWORD')
    .addHelpText(
      'after',
      '\nThe signing key stays in the data folder: start the server with --data and --store both.',
    )
    .action(async (from, to, options) => (await import('../migrate.ts')).migrate(from, to, options));
