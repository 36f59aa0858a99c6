import { games as allGames } from '../../games/registry.ts';
import { exits, usageError } from './cli-error.ts';
import { chooseGame } from './game-choice.ts';
import { type CheckResult, runGauntlet } from './gauntlet/gauntlet.ts';
import { checks } from './gauntlet/scripts.ts';
import { suggestWord } from '../../server/suggestion.ts';
import { commandLauncher } from './gauntlet/launch.ts';
import { listenForInterruption } from '../../server/interruption.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, paint, type Output } from './output.ts';

export interface CheckAgentOptions extends CommonOptions {
  readonly command?: string;
  readonly lobby?: true;
  readonly games?: readonly string[];
  readonly checks?: readonly string[];
  readonly moveSeconds: number;
  readonly joinSeconds: number;
}

/** An agent that comes back too early comes back within this time. */
const lingerMs = 1_500;

const chooseCheck = (id: string): string => {
  const known = checks.map((check) => check.id);
  if (known.includes(id)) return id;
  throw usageError('unknown-check', `There is no check ${id}.`, suggestWord(id, known));
};

const nameOf = ({ check, game }: CheckResult): string => (game === '' ? check : `${check} (${game})`);

const printResult = (result: CheckResult, output: Output): void => {
  output.data({ type: 'check', ...result });
  if (result.faults.length === 0)
    return output.text(`${paint('green', 'ok')}     ${nameOf(result)}: ${result.title}`);
  for (const { code, message, mend } of result.faults) {
    output.text(`${paint('red', 'fault')}  ${nameOf(result)}: ${code}: ${message}`);
    output.text(`       Mend: ${mend}`);
  }
};

const printSummary = (results: readonly CheckResult[], output: Output): void => {
  const faulty = results.filter(({ faults }) => faults.length > 0);
  const codes = [...new Set(faulty.flatMap(({ faults }) => faults.map(({ code }) => code)))];
  output.data({ type: 'summary', checks: results.length, faulty: faulty.length, codes });
  output.text(
    faulty.length === 0
      ? `\nAll ${results.length} checks passed.`
      : `\n${faulty.length} of ${results.length} checks found faults: ${codes.join(', ')}.`,
  );
};

/** `agon check-agent`: exit code 1 where a fault was found. */
export const checkAgent = async (options: CheckAgentOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const { command } = options;
  if (command?.trim() === '')
    throw usageError('bad-command', 'The command is empty.', 'Give it such as --command "python3 agent.py".');
  const interruption = listenForInterruption();
  const isDialIn = command === undefined;
  const results = await runGauntlet({
    games: (options.games ?? allGames.map(({ id }) => id)).map(chooseGame),
    ...(command !== undefined && { launch: commandLauncher(command) }),
    ...(options.checks !== undefined && { checks: options.checks.map(chooseCheck) }),
    isLobby: isDialIn || options.lobby === true,
    moveMs: options.moveSeconds * 1000,
    joinMs: options.joinSeconds * 1000,
    lingerMs,
    signal: interruption.signal,
    onOpen: ({ url, key }) => {
      output.data({ type: 'open', url, key });
      if (isDialIn) output.text(`Dial in now: AGON_URL=${url} AGON_KEY=${key}\n`);
    },
    onResult: (result) => printResult(result, output),
  });
  interruption.dispose();
  printSummary(results, output);
  if (results.some(({ faults }) => faults.length > 0)) process.exitCode = exits.bad;
};
