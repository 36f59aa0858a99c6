import type { Accounts, Principal } from '../accounts/accounts.ts';
import { refuse } from '../errors.ts';
import type { Lobby } from '../lobby/lobby.ts';
import type { Caller } from './caller.ts';
import type { HttpDeps } from './http-deps.ts';
import type { SeatingDesk } from './seat-word.ts';

interface DeskDeps extends Pick<HttpDeps, 'host' | 'entries'> {
  readonly accounts: Pick<Accounts, 'findAgent'>;
  readonly lobby: Pick<Lobby, 'takesChallenges'>;
}

/** A match costs an agent time and tokens, so it is seated by those who may speak for it, and by others if it says so. */
const maySeat = (principal: Principal | undefined, owner: string): boolean =>
  principal?.kind === 'admin' || principal?.owner === owner;

const agentEntry =
  ({ accounts, lobby }: DeskDeps, principal: Principal | undefined): SeatingDesk['agentEntry'] =>
  async (id, game) => {
    const agent = await accounts.findAgent(id);
    if (agent === undefined) return refuse('unknown-agent', `There is no agent ${JSON.stringify(id)}.`);
    if (!maySeat(principal, agent.owner) && !lobby.takesChallenges(agent.id, game))
      return refuse(
        'forbidden',
        `${agent.name} takes no challenges in ${game} now, so only its owner may seat it.`,
      );
    return { agent: agent.id, name: agent.name, owner: agent.owner, kind: 'script' };
  };

/** Seats what a caller asks for, as far as this caller may. */
export const deskFor = (deps: DeskDeps, { principal }: Caller): SeatingDesk => ({
  host: deps.host,
  entries: deps.entries,
  agentEntry: agentEntry(deps, principal),
  owner: principal?.owner ?? principal?.id ?? 'anonymous',
});
