import type { Player } from '../../sdk/player.ts';
import type { Address } from '../address.ts';
import type { Bot, BotSeat } from '../bots/bot.ts';
import { botByName, bots, playsGame } from '../bots/registry.ts';
import { PlayerFailure } from '../player-failure.ts';
import { optionProblem, type PlayerKind, type PlayerProblem } from '../player-kind.ts';
import type { WorkerPool } from './worker-pool.ts';

const findBot = ({ name }: Address): Bot => {
  const bot = botByName(name);
  if (bot === undefined) throw new Error(`there is no bot ${name}`);
  return bot;
};

const problem = ({ name, options }: Address, game: string): PlayerProblem | undefined => {
  const bot = botByName(name);
  if (bot === undefined)
    return {
      code: 'unknown-bot',
      message: `There is no bot ${name}; there are: ${bots.map((one) => one.name).join(', ')}.`,
    };
  if (!playsGame(bot, game)) return { code: 'game-not-played', message: `${name} does not play ${game}.` };
  const parsed = bot.options.safeParse(options);
  return parsed.success ? undefined : optionProblem(parsed.error.issues);
};

const playInline = (bot: Bot, address: Address, seat: BotSeat): Player => {
  const decide = bot.open(address.options);
  return (turn) => {
    try {
      return { ...decide(turn, seat), source: 'bot' };
    } catch (cause) {
      throw new PlayerFailure('player-threw', `${bot.name} threw an error.`, { cause });
    }
  };
};

const playInWorker =
  (bot: Bot, { options }: Address, seat: BotSeat, pool: WorkerPool): Player =>
  async ({ turn, view, legal }, { signal }) => {
    const job = { bot: bot.name, options, seat, turn: { turn, view, legal } };
    return { ...(await pool.decide(job, signal)), source: 'bot' };
  };

/**
 * House bots. With a pool, they decide in its threads, but for those that are cheaper than the post there and
 * back; without one, all in this thread.
 */
export const createBotKind = (pool?: WorkerPool): PlayerKind => ({
  problem,
  names: (game) =>
    bots.filter((bot) => playsGame(bot, game) && bot.options.safeParse({}).success).map(({ name }) => name),
  version: (address) => findBot(address).version,
  open: (address, { game, seat, chance }) => {
    const bot = findBot(address);
    const botSeat = { game, seat, chance };
    const isInline = pool === undefined || bot.isCheap;
    return {
      play: isInline ? playInline(bot, address, botSeat) : playInWorker(bot, address, botSeat, pool),
      close: () => Promise.resolve(),
    };
  },
});
