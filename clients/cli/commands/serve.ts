import type { Command } from 'commander';
import { configOption, createCommand, wholeNumber } from '../options.ts';

/** `agon serve`. */
export const createServeCommand = (): Command =>
  createCommand(
    'serve',
    'Run the arena server; SIGINT and SIGTERM stop it, and matches go on at the next start.',
    [
      'agon serve',
      'agon serve --exhibition',
      'agon serve --host 0.0.0.0 --port 8080 --data /var/lib/agon',
      'agon serve --config /etc/agon.yaml',
    ],
  )
    .addOption(configOption())
    .option(
      '--port <n>',
      'port to listen on; 0: any free one (default: $AGON_SERVER_PORT or 2567)',
      wholeNumber(0, 65_535),
    )
    .option('--host <host>', 'address to listen on (default: $AGON_SERVER_HOST or 127.0.0.1)')
    .option('--data <dir>', 'folder of logs, keys and accounts (default: $AGON_SERVER_DATA or data)')
    .option(
      '--store <url>',
      'PostgreSQL database for logs and accounts, postgres://user@host/database?schema=agon; its password in $PGPASSWORD (default: $AGON_SERVER_STORE, or SQLite in the data folder)',
    )
    .option('--exhibition', 'house bots play rated matches on and on, at a pace to watch')
    .action(async (options) => (await import('../serve.ts')).serve(options));
