import type { SeatEntry } from '../../replays/format.ts';
import type { PlannedSeat } from '../arena/plan.ts';
import { refuse, type Refusal } from '../errors.ts';
import type { PlayerHost } from '../hosting/port.ts';

/** What is needed to seat somebody who was asked for over HTTP. */
export interface SeatingDesk {
  readonly host: PlayerHost | undefined;
  /** The operator's entries: a name and the address that it stands for. */
  readonly entries: { readonly [name: string]: string };
  /** The entry of a registered agent, if the creator may seat it in `game`. */
  readonly agentEntry: (id: string, game: string) => Promise<SeatEntry | Refusal>;
  /** Whose an open seat is until somebody sits down. */
  readonly owner: string;
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,39}$/;

const kindOf = (address: string): SeatEntry['kind'] =>
  address.startsWith('uci:') ? 'engine' : address.startsWith('llm:') ? 'model' : 'bot';

const hosted = (desk: SeatingDesk, address: string, name: string, game: string): PlannedSeat | Refusal => {
  const { host } = desk;
  if (host === undefined) return refuse('address-not-allowed', `This arena hosts no players, so no ${name}.`);
  const problem = host.problem(address, game);
  if (problem !== undefined) return refuse('address-not-allowed', problem.message);
  return { address, entry: { agent: host.agentId(address), name, owner: 'house', kind: kindOf(address) } };
};

/** Reads one of the four words of a seat. Addresses that run programs or spend money are not among them. */
export const planSeat = async (
  desk: SeatingDesk,
  word: string,
  game: string,
): Promise<PlannedSeat | Refusal> => {
  if (word === 'open') return { entry: { agent: 'open', name: 'open', owner: desk.owner, kind: 'script' } };
  const [, kind, name] = /^(agent|bot|entry):(.+)$/.exec(word) ?? [];
  if (kind === 'agent') {
    const entry = await desk.agentEntry(name!, game);
    return 'code' in entry ? entry : { entry };
  }
  if (name === undefined || !namePattern.test(name))
    return refuse('address-not-allowed', `${JSON.stringify(word)} is none of the four words.`);
  if (kind === 'bot') return hosted(desk, `bot:${name}`, name, game);
  const address = Object.hasOwn(desk.entries, name) ? desk.entries[name] : undefined;
  if (address === undefined) return refuse('address-not-allowed', `The operator has no entry ${name}.`);
  return hosted(desk, address, name, game);
};
