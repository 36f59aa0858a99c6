import { type Command, CommanderError } from 'commander';
import { exits } from './cli-error.ts';
import { printError, watchStreams } from './output.ts';
import { createProgram } from './program.ts';
import { toldErrorOf } from './told-error.ts';

const parameters = process.argv.slice(2);

/** Help was printed: because it was asked for, or because no command was given. */
const isHelp = (error: unknown): error is CommanderError =>
  error instanceof CommanderError && (error.exitCode === exits.good || error.code === 'commander.help');

/** The command as it was given, with its own command where it has some, for the hint that leads to its help. */
const commandGiven = (program: Command): string => {
  const names = [program.name()];
  let { commands } = program;
  for (const word of parameters.filter((parameter) => !parameter.startsWith('-'))) {
    const command = commands.find((known) => known.name() === word);
    if (command === undefined) break;
    names.push(word);
    ({ commands } = command);
  }
  return names.join(' ');
};

/** What failed may have left threads and sockets open that would hold the process. */
const exitWhenWritten = (): void => {
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
};

const main = async (): Promise<void> => {
  watchStreams(parameters.includes('--json'));
  const program = createProgram();
  try {
    await program.parseAsync(parameters, { from: 'user' });
  } catch (error) {
    if (isHelp(error)) {
      process.exitCode = error.exitCode === exits.good ? exits.good : exits.usage;
      return;
    }
    const told = toldErrorOf(error, commandGiven(program));
    process.exitCode = told.exit;
    printError(told, parameters.includes('--json'));
    if (parameters.includes('--debug') && !(error instanceof CommanderError)) console.error(error);
    exitWhenWritten();
  }
};

await main();
