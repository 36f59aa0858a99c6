import { giveWay, type AttendanceDeps } from './attendance.ts';
import { grant, passOn, placeKey, settle } from './guest.ts';
import type { Guests } from './guests.ts';
import { hear } from './hearsay.ts';
import { lobbyNewsSchema, type AgentFacts, type LobbyExchange, type LobbyNews } from './news.ts';

interface ListeningDeps extends AttendanceDeps {
  readonly exchange: LobbyExchange;
}

/** Takes in what other processes say. */
export const createListener = (
  deps: ListeningDeps,
  { guests, guestOf, forgetIfGone }: Guests,
): ((message: unknown) => void) => {
  const { clock, exchange, tell } = deps;

  const hearFacts = (facts: AgentFacts, from: string): void => {
    const guest = guestOf(facts.agent);
    const before = guest.heard.get(from);
    const heard = hear(before, facts, from, placeKey, clock.now());
    guest.heard.set(from, heard);
    const gaveWay = giveWay(guest, facts.workers, { from, here: exchange.id });
    // An agent that has just come there is told of all that waits for it here.
    const hasCome = facts.workers.length > 0 && (before === undefined || before.workers.length === 0);
    if (gaveWay || hasCome) tell(guest);
    settle(deps, guest);
  };
  const hearAll = ({ from, isWhole, items }: LobbyNews & { readonly kind: 'facts' }): void => {
    for (const facts of items) hearFacts(facts, from);
    if (!isWhole) return;
    const told = new Set(items.map(({ agent }) => agent));
    for (const guest of guests.values()) {
      if (told.has(guest.agent) || !guest.heard.delete(from)) continue;
      settle(deps, guest);
      forgetIfGone(guest);
    }
  };
  const answer = ({ from, agent, worker, match, seat }: LobbyNews & { readonly kind: 'ask' }): void => {
    const guest = guests.get(agent);
    const place = guest?.places.get(placeKey(match, seat));
    if (guest === undefined || place === undefined || !grant(deps, place, worker)) return;
    exchange.send({ kind: 'grant', from: exchange.id, to: from, agent, match, seat });
    tell(guest);
  };
  const take = ({ from, agent, match, seat }: LobbyNews & { readonly kind: 'grant' }): void => {
    const guest = guests.get(agent);
    const key = placeKey(match, seat);
    const place = guest?.heard.get(from)?.places.get(key);
    // The match may be this process's by now.
    if (guest === undefined || place === undefined || guest.places.has(key)) return;
    passOn(deps, guest, place);
  };
  return (message: unknown): void => {
    const parsed = lobbyNewsSchema.safeParse(message);
    if (!parsed.success || parsed.data.from === exchange.id) return;
    const news = parsed.data;
    if (news.kind === 'facts') hearAll(news);
    else if (news.to === exchange.id) {
      if (news.kind === 'ask') answer(news);
      else take(news);
    }
  };
};
