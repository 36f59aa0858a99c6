import { Command, InvalidArgumentError, Option } from 'commander';
import { clockPresets } from '../../replays/format.ts';
import { concurrencyMax, isRootSeed, rootSeedDigitsMax } from '../../server/protocol/tournament-file.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: true;
  readonly debug?: true;
}

/** A command with the options that all have, and examples at the end of its help. */
export const createCommand = (name: string, summary: string, examples: readonly string[]): Command =>
  new Command(name)
    .description(summary)
    .option('--json', 'print JSON, one value a line, for scripts')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);

/** A parser of whole numbers for an option. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`A whole number from ${min} to ${max} is needed.`);
    return value;
  };

/** `--seed HEX`. */
export const seedOption = (): Option =>
  new Option('--seed <hex>', 'seed of the whole run; equal seeds and players give equal games').argParser(
    (text) => {
      if (isRootSeed(text)) return text;
      const example = 'such as c0ffee';
      throw new InvalidArgumentError(
        `An even number of hexadecimal digits (0-9, a-f) is needed, at most ${rootSeedDigitsMax}, ${example}.`,
      );
    },
  );

/** `--clock PRESET`. */
export const clockOption = (): Option =>
  new Option('--clock <preset>', 'time control: bot (2 s a move), blitz (3 min + 2 s) or llm (10 min a move)')
    .choices(clockPresets)
    .default('bot');

/** `--concurrency N`. */
export const concurrencyOption = (most: number = concurrencyMax): Option =>
  new Option('--concurrency <n>', 'matches at once').argParser(wholeNumber(1, most)).default(1);

/** Gathers an option that may be given many times. */
export const gather = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** `--server URL`. */
export const serverOption = (): Option =>
  new Option('--server <url>', 'address of the arena').env('AGON_URL').default('http://127.0.0.1:2567');

/** An option that holds ids with commas between, such as `--games G,…`. */
export const idsOption = (flag: string, description: string): Option =>
  new Option(`${flag} <ids>`, description).argParser((text) => text.split(',').map((id) => id.trim()));

/** `--games G,…`. */
export const gamesOption = (description: string): Option => idsOption('--games', description);

/** `--config FILE` of the server's configuration, for commands that go by it. */
export const configOption = (): Option =>
  new Option(
    '--config <file>',
    'configuration in YAML or JSON; variables AGON_SERVER_* go before it (default: $AGON_SERVER_CONFIG)',
  );

/** `--data DIR`, over the server's configuration. */
export const dataOption = (): Option =>
  new Option('--data <dir>', 'data folder of the server (default: that of its configuration, or data)');
