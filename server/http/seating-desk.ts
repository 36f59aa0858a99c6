import type { Accounts, Principal } from '../accounts/accounts.ts';
import { refuse } from '../errors.ts';
import type { Caller } from './caller.ts';
import type { HttpDeps } from './http-deps.ts';
import type { SeatingDesk } from './seat-word.ts';

/** Its ticket goes to the caller, so an agent is seated by those alone who may speak for it. */
const maySeat = (principal: Principal | undefined, owner: string): boolean =>
  principal?.kind === 'admin' || principal?.owner === owner;

const agentEntry =
  (accounts: Pick<Accounts, 'findAgent'>, principal: Principal | undefined): SeatingDesk['agentEntry'] =>
  async (id) => {
    const agent = await accounts.findAgent(id);
    if (agent === undefined) return refuse('unknown-agent', `There is no agent ${JSON.stringify(id)}.`);
    if (!maySeat(principal, agent.owner))
      return refuse('forbidden', `Only its owner may seat ${agent.name}.`);
    return { agent: agent.id, name: agent.name, owner: agent.owner, kind: 'script' };
  };

/** Seats what a caller asks for, as far as this caller may. */
export const deskFor = (
  { accounts, host, entries }: Pick<HttpDeps, 'accounts' | 'host' | 'entries'>,
  { principal }: Caller,
): SeatingDesk => ({
  host,
  entries,
  agentEntry: agentEntry(accounts, principal),
  owner: principal?.owner ?? principal?.id ?? 'anonymous',
});
