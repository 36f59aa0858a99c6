import type { Cancel } from '../match/ports.ts';
import { factsOf, type Guest, type LobbyDeps } from './guest.ts';
import { isStale } from './hearsay.ts';
import { beatMs, type LobbyExchange } from './news.ts';

/** Tells the other processes what this one knows. */
export interface Teller {
  /** Something of this guest has changed. */
  tell(guest: Guest): void;
  close(): void;
}

/** What changes within this time is told together. */
const gatherMs = 20;

/**
 * Whether this process knows anything of the guest by itself. Places of agents that are not there are told as well: wherever
 * one enters, its matches count from the first moment.
 */
const isKnown = ({ sockets, places }: Guest): boolean => sockets.length > 0 || places.size > 0;

/** A process that stops says nothing: the others give its agents no more seats, and wait for its matches to be taken over. */
export const createTeller = (
  { clock, isInviting }: Pick<LobbyDeps, 'clock' | 'isInviting'>,
  exchange: LobbyExchange,
  guests: ReadonlyMap<string, Guest>,
  onBeat: (guest: Guest) => void,
): Teller => {
  const changed = new Map<string, Guest>();
  let cancelGather: Cancel | undefined;
  let cancelBeat: Cancel = () => {};

  const send = (told: Iterable<Guest>, isWhole: boolean): void => {
    if (!isInviting()) return;
    const nowMs = clock.now();
    const items = [...told].map((guest) => factsOf(guest, nowMs));
    exchange.send({ kind: 'facts', from: exchange.id, isWhole, items });
  };
  const gather = (): void => {
    cancelGather = undefined;
    send(changed.values(), false);
    changed.clear();
  };
  const beat = (): void => {
    cancelBeat = clock.after(beatMs, beat);
    const nowMs = clock.now();
    for (const guest of guests.values()) {
      for (const [from, heard] of guest.heard) if (isStale(heard, nowMs)) guest.heard.delete(from);
      onBeat(guest);
    }
    send([...guests.values()].filter(isKnown), true);
  };
  beat();
  return {
    tell: (guest) => {
      changed.set(guest.agent, guest);
      cancelGather ??= clock.after(gatherMs, gather);
    },
    close: () => {
      cancelGather?.();
      cancelBeat();
    },
  };
};
