import type { Command } from 'commander';
import { createCommand, gamesOption, idsOption, wholeNumber } from '../options.ts';

const secondsMax = 3600;

/** `agon check-agent`. */
export const createCheckAgentCommand = (): Command =>
  createCommand('check-agent', 'Run an agent through a gauntlet before rated play, and say what to mend.', [
    'agon check-agent --command "python3 agent.py" --games kuhn-poker,chess',
    'agon check-agent --lobby --command "agon agent bot:random"',
    'agon check-agent',
  ])
    .option('--command <line>', 'how to start the agent; without it, the agent is waited for in the lobby')
    .option('--lobby', 'the command stands by in the lobby, instead of playing one match and ending')
    .addOption(gamesOption('games that the agent plays, with commas between (default: all)'))
    .addOption(
      idsOption('--checks', 'checks to run besides the first turns, with commas between (default: all)'),
    )
    .option('--move-seconds <n>', 'time for a move', wholeNumber(1, secondsMax), 10)
    .option('--join-seconds <n>', 'time to come to a match', wholeNumber(1, secondsMax), 20)
    .addHelpText(
      'after',
      `
An arena of its own is opened for the agent, and gone afterwards; between them stands a proxy that loses connections, spoils
moves and repeats answers. The command finds in its environment $AGON_URL, and for each match $AGON_TICKET and $AGON_GAME; with
--lobby, $AGON_KEY instead. Checked are: hello, the first turn of every game, a whole match, an illegal move's refusal, a stale
turn, doubled answers, lost connections, frames that are too big, unknown members, deadlines, and staying away once replaced.

Exit codes: 0 no fault was found; 1 the agent has faults; 2 the command is wrong; 3 the machine is not ready.`,
    )
    .action(async (options) => (await import('../check-agent.ts')).checkAgent(options));
