import type { Command } from 'commander';
import { configOption, createCommand, dataOption } from '../options.ts';

/** `agon backup`. */
export const createBackupCommand = (): Command =>
  createCommand(
    'backup',
    'Copy the database of a data folder, consistently, while a server may be writing it.',
    [
      'agon backup agon-2026-01-31.sqlite',
      'agon backup --config /etc/agon.yaml /backups/agon.sqlite',
      'agon backup --data /var/lib/agon /backups/agon.sqlite',
    ],
  )
    .argument('<out>', 'the copy: a new file')
    .addOption(configOption())
    .addOption(dataOption())
    .addHelpText(
      'after',
      '\nThe signing key is not in the database; keep a copy of signing-key.pem in a safe place.',
    )
    .action(async (out, options) => (await import('../backup.ts')).backup(out, options));
