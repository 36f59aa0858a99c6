import { Command } from 'commander';
import { buildVersion } from './build.ts';
import { createAgentCommand } from './commands/agent.ts';
import { createBackupCommand } from './commands/backup.ts';
import { createBenchmarkCommand } from './commands/benchmark.ts';
import { createBotsCommand } from './commands/bots.ts';
import { createCheckAgentCommand } from './commands/check-agent.ts';
import { createConfigCommand } from './commands/config.ts';
import { createCraftingCommand } from './commands/crafting.ts';
import { createEvaluateCommand } from './commands/evaluate.ts';
import { createExportCommand } from './commands/export.ts';
import { createGamesCommand } from './commands/games.ts';
import { createMcpCommand } from './commands/mcp.ts';
import { createMigrateCommand } from './commands/migrate.ts';
import { createPlayCommand } from './commands/play.ts';
import { createRateCommand } from './commands/rate.ts';
import { createRegisterCommand } from './commands/register.ts';
import { createServeCommand } from './commands/serve.ts';
import { createSprtCommand } from './commands/sprt.ts';
import { createTournamentCommand } from './commands/tournament.ts';
import { createVerifyCommand } from './commands/verify.ts';

/** Every command, in the order in which help shows them. */
const createCommands = (): readonly Command[] => [
  createServeCommand(),
  createConfigCommand(),
  createPlayCommand(),
  createRegisterCommand(),
  createAgentCommand(),
  createMcpCommand(),
  createCheckAgentCommand(),
  createTournamentCommand(),
  createEvaluateCommand(),
  createBenchmarkCommand(),
  createCraftingCommand(),
  createVerifyCommand(),
  createRateCommand(),
  createSprtCommand(),
  createExportCommand(),
  createBackupCommand(),
  createMigrateCommand(),
  createGamesCommand(),
  createBotsCommand(),
];

const exitCodesHelp = `
Exit codes: 0 all well; 1 what was checked is bad; 2 the command is wrong; 3 the machine is not ready
(a file that cannot be read, a missing engine, data in use by another process, a port in use).`;

/** The whole command line. Wrong usage throws a `CommanderError`; nothing is printed about it here. */
export const createProgram = (): Command => {
  const program = new Command('agon')
    .description(
      'An arena for evaluating agents: matches that replay exactly, ratings computed from their logs.',
    )
    .version(buildVersion)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', exitCodesHelp);
  for (const command of createCommands()) program.addCommand(command.copyInheritedSettings(program));
  return program;
};
