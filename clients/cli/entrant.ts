import type { SeatEntry } from '../../replays/format.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { PlannedSeat } from '../../server/arena/plan.ts';
import { type AddressKind, formatAddress, parseAddress } from '../agents/address.ts';
import { bots } from '../agents/bots/registry.ts';
import { PlayerFailure } from '../agents/player-failure.ts';
import { type CliError, environmentError, usageError } from './cli-error.ts';
import { suggestWord } from '../../server/suggestion.ts';

/** A player who enters: where it is found, and how logs name it. */
export interface Entrant extends PlannedSeat {
  readonly address: string;
}

const kinds: { readonly [Kind in AddressKind]: SeatEntry['kind'] } = {
  bot: 'bot',
  uci: 'engine',
  llm: 'model',
};

const nameUnitsMax = 80;

const botsHint = 'See the house bots and what they play with: agon bots';

const modelCodes = new Set(['unknown-provider', 'bad-model', 'price-unknown']);

/** Why an address cannot play, as an error: some codes of hosts blame the machine, the others the address. */
export const problemError = (
  { code, message }: { readonly code: string; readonly message: string },
  name: string,
): CliError => {
  if (code === 'engine-missing')
    return environmentError(code, message, 'Install the engine, or give its path: uci:/usr/games/stockfish');
  if (code === 'model-key-missing')
    return environmentError(code, message, 'Keys are read from the environment only.');
  if (modelCodes.has(code))
    return usageError(code, message, 'See how to write a model: README.md, "Let a language model play".');
  if (code !== 'unknown-bot') return usageError(code, message, botsHint);
  const names = bots.map((bot) => bot.name);
  return usageError(code, `There is no bot ${name}.`, `${suggestWord(name, names)} ${botsHint}`);
};

/** The agent id; an engine has to be started for its version, and may fail. */
const agentIdOf = (host: PlayerHost, address: string): string => {
  try {
    return host.agentId(address);
  } catch (error) {
    if (!(error instanceof PlayerFailure)) throw error;
    throw environmentError(error.code, error.message, 'Try the engine by hand: it has to speak UCI.', error);
  }
};

/** The player at this address, able to play `game` here; otherwise an error that says why not. */
export const chooseEntrant = (
  host: PlayerHost,
  text: string,
  game: string,
  { name, owner }: { readonly name?: string | undefined; readonly owner: string },
): Entrant => {
  const parsed = parseAddress(text);
  if ('problem' in parsed) throw problemError(parsed.problem, text);
  const address = formatAddress(parsed);
  const problem = host.problem(address, game);
  if (problem !== undefined) throw problemError(problem, parsed.name);
  const agent = agentIdOf(host, address);
  const shown = (name ?? address).slice(0, nameUnitsMax);
  return { address, entry: { agent, name: shown, owner, kind: kinds[parsed.kind] } };
};
