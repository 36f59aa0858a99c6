import { agentIdPattern } from '../../server/accounts/accounts.ts';
import type { CreatedMatch } from '../../server/arena/arena.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { type AgentWorld, characters, createAgent, type SimulatedAgent } from './agent.ts';
import type { HostedSeats } from './hosted.ts';
import type { PlayedMatch } from './history.ts';
import type { LobbyAgents } from './lobby.ts';
import { hex, thinkMsMax } from './parts.ts';

/** Where the agents of a match live. */
export interface GuestWorld extends Pick<AgentWorld, 'time' | 'rng' | 'faults'> {
  readonly hosted: HostedSeats;
  readonly lobbyAgents: LobbyAgents;
}

/** How an agent gets a socket to its seat. Its ticket may come later, from the lobby. */
export type CreateConnect = (
  ticketOf: () => string,
  onSent: (message: ServerMessage) => void,
) => AgentWorld['connect'];

/** The agent of a seat that nobody hosts, and what left the servers for it. */
interface Guest {
  readonly agent: SimulatedAgent;
  readonly sent: readonly ServerMessage[];
}

const createGuest = (
  { rng, faults, time }: GuestWorld,
  createConnect: CreateConnect,
  ticketOf: () => string,
  canary: string,
): Guest => {
  const sent: ServerMessage[] = [];
  const connect = createConnect(ticketOf, (message) => void sent.push(message));
  return {
    agent: createAgent(rng.pick(characters), { time, rng, faults, thinkMsMax, canary, connect }),
    sent,
  };
};

/** The agent of a seat that a lobby invites: it starts when it is invited, and not otherwise. */
const createInvited = (
  world: GuestWorld,
  createConnect: CreateConnect,
  { agent, match, seat }: { readonly agent: string; readonly match: string; readonly seat: number },
  canary: string,
): Guest => {
  let ticket: string | undefined;
  const guest = createGuest(world, createConnect, () => ticket!, canary);
  world.lobbyAgents.expect(agent, match, seat, (given) => {
    const isFirst = ticket === undefined;
    ticket = given;
    if (isFirst) guest.agent.start();
  });
  return { ...guest, agent: { ...guest.agent, start: () => {} } };
};

/** Has somebody in each seat of a match. `isRoomy`: whoever is invited has room for all matches at once. */
export const seatAll = (
  world: GuestWorld,
  createConnect: CreateConnect,
  plan: MatchPlan,
  { match: { id }, tickets }: CreatedMatch,
  isRoomy: boolean,
): Pick<PlayedMatch, 'canaries' | 'agents' | 'invited' | 'sent'> => {
  const canaries = plan.seats.map(() => `canary-${hex(world.rng, 16)}`);
  const invited: number[] = [];
  const seats = tickets.map((ticket, seat): Guest => {
    if (ticket === null) return world.hosted.of(id, seat);
    const { agent } = plan.seats[seat]!.entry;
    if (!agentIdPattern.test(agent)) return createGuest(world, createConnect, () => ticket, canaries[seat]!);
    const guest = createInvited(world, createConnect, { agent, match: id, seat }, canaries[seat]!);
    if (guest.agent.character !== 'absent' && isRoomy) invited.push(seat);
    return guest;
  });
  return {
    canaries,
    agents: seats.map(({ agent }) => agent),
    invited,
    sent: seats.map(({ sent }) => sent),
  };
};
