import type { Command } from 'commander';
import { createCommand, seedOption, wholeNumber } from '../options.ts';

const levelMax = 10;
const numberMax = 1000;

/** A command about one task, which the options name. */
const createTaskCommand = (name: string, summary: string, examples: readonly string[]): Command =>
  createCommand(name, summary, examples)
    .addOption(seedOption().makeOptionMandatory())
    .option('--level <n>', 'level of the task', wholeNumber(1, levelMax), 1)
    .option(
      '--variant <name>',
      'plain, leveling, noise, leveling-noise, impossible or doubtful; default: plain',
    )
    .option('--number <n>', 'number of the task under the seed', wholeNumber(1, numberMax), 1);

const createWorldCommand = (): Command =>
  createTaskCommand('world', 'Show a whole world, with the task and the hero.', [
    'agon crafting world --seed c0ffee --level 5',
    'agon crafting world --seed c0ffee --json | jq .world.monsters',
  ]).action(async (_, command: Command) =>
    (await import('../crafting.ts')).showWorld(command.optsWithGlobals()),
  );

const createTaskTextCommand = (): Command =>
  createTaskCommand('task', 'Show the rules and the first view, as an agent gets them.', [
    'agon crafting task --seed c0ffee --level 5 --variant noise',
  ]).action(async (_, command: Command) =>
    (await import('../crafting.ts')).showTask(command.optsWithGlobals()),
  );

const createOracleCommand = (): Command =>
  createTaskCommand(
    'oracle',
    "Show the oracle's plan, what it comes to, and how few steps any plan can take.",
    [
      'agon crafting oracle --seed c0ffee --level 5',
      'agon crafting oracle --seed c0ffee --variant impossible --json | jq .plan',
    ],
  ).action(async (_, command: Command) =>
    (await import('../crafting.ts')).showOracle(command.optsWithGlobals()),
  );

const createReplayCommand = (): Command =>
  createCommand('replay', 'Play recorded episodes of HeroBench again, and compare how they end.', [
    'agon crafting replay --world world.json --episodes episodes.json',
  ])
    .requiredOption('--world <file>', 'JSON with the items, maps, monsters and resources of the world')
    .requiredOption('--episodes <file>', 'JSON list of episodes: hero, goal, actions and recorded outcome')
    .addHelpText('after', '\nThe exit code is 1 when an episode ends otherwise than it was recorded.')
    .action(async (_, command: Command) =>
      (await import('../crafting-replay.ts')).replayRecorded(command.optsWithGlobals()),
    );

/** `agon crafting` and its commands. */
export const createCraftingCommand = (): Command => {
  const crafting = createCommand(
    'crafting',
    'Look at tasks of the crafting world, or replay recorded ones.',
    [
      'agon crafting task --seed c0ffee --level 3',
      'agon crafting oracle --seed c0ffee --level 3',
      'agon crafting replay --world world.json --episodes episodes.json',
    ],
  ).addHelpText(
    'after',
    `
The tasks are those of "agon benchmark crafting-world" under the same --seed: --number counts them within a level.`,
  );
  for (const command of [
    createWorldCommand(),
    createTaskTextCommand(),
    createOracleCommand(),
    createReplayCommand(),
  ])
    // What is wrong is told in one place, by the program.
    crafting.addCommand(command.exitOverride().configureOutput({ outputError: () => {} }));
  return crafting;
};
