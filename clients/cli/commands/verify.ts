import type { Command } from 'commander';
import { configOption, createCommand, gather } from '../options.ts';

/** `agon verify`. */
export const createVerifyCommand = (): Command =>
  createCommand(
    'verify',
    'Play logs again by the rules and check every line: chain, signature, states, outcome.',
    [
      'agon verify games.jsonl',
      'agon verify data --strict',
      'agon verify games.jsonl --key 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      "agon verify games.jsonl --json | jq -r '.play'",
    ],
  )
    .argument(
      '[path...]',
      'files or folders (.jsonl, .jsonl.gz), a database, the address of a store, or a data folder, whose own key is trusted (default: the logs of the server that is configured here)',
    )
    .addOption(configOption())
    .option('--key <key>', 'public key to trust, as base64url; may be given many times', gather)
    .option('--strict', 'a log that no trusted key signed is bad')
    .option('--explain', 'show every step as the referee saw it')
    .action(async (paths, options) => (await import('../verify.ts')).verify(paths, options));
