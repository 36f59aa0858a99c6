import type { SeatEntry } from '../../replays/format.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { PlannedSeat } from '../../server/arena/plan.ts';
import { type AddressKind, formatAddress, parseAddress } from '../agents/address.ts';
import { environmentError, usageError } from './cli-error.ts';

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

/** A host's codes that blame the machine, not the address. */
const isMachineFault = (code: string): boolean => code === 'engine-missing';

/** The player at this address, able to play `game` here; otherwise an error that says why not. */
export const chooseEntrant = (
  host: PlayerHost,
  text: string,
  game: string,
  { name, owner }: { readonly name?: string | undefined; readonly owner: string },
): Entrant => {
  const parsed = parseAddress(text);
  if ('problem' in parsed)
    throw usageError(parsed.problem.code, parsed.problem.message, 'See the house bots with: agon bots');
  const address = formatAddress(parsed);
  const problem = host.problem(address, game);
  if (problem !== undefined) {
    const { code, message } = problem;
    if (isMachineFault(code))
      throw environmentError(code, message, 'Install the engine, or give its path: uci:/usr/games/stockfish');
    throw usageError(code, message, 'See the house bots and what they play with: agon bots');
  }
  const agent = host.agentId(address);
  return { address, entry: { agent, name: (name ?? address).slice(0, nameUnitsMax), owner, kind: kinds[parsed.kind] } };
};
