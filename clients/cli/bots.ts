import { z } from 'zod';
import type { Bot } from '../agents/bots/bot.ts';
import { bots } from '../agents/bots/registry.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { formatTable } from './table.ts';

/** The names of a bot's options, as its schema declares them. */
const optionNames = ({ options }: Bot): readonly string[] =>
  Object.keys(z.toJSONSchema(options).properties ?? {});

/** `agon bots`. */
export const listBots = (options: CommonOptions): void => {
  const output = createOutput(options.json === true);
  for (const bot of bots) {
    const { name, version, games, about } = bot;
    output.data({
      name,
      address: `bot:${name}`,
      version,
      games,
      options: z.toJSONSchema(bot.options),
      about,
    });
  }
  output.text(
    formatTable(
      [
        { title: 'Address', align: 'left' },
        { title: 'Version', align: 'right' },
        { title: 'Games', align: 'left' },
        { title: 'Options', align: 'left' },
        { title: 'What it does', align: 'left' },
      ],
      bots.map((bot) => [
        `bot:${bot.name}`,
        bot.version,
        bot.games === 'all' ? 'all' : bot.games.join(', '),
        optionNames(bot).join(', ') || '-',
        bot.about,
      ]),
    ),
  );
};
