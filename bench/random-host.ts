import type { PlayerHost } from '../server/hosting/port.ts';

/** One of the items, by chance that costs next to nothing. */
export const pickAny = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;

/** Players in this process that answer any legal action as soon as the match has finished speaking. */
export const createRandomHost = (): PlayerHost => ({
  open: (_address, _context, events) => ({
    send: (message) => {
      if (message.type !== 'turn') return;
      const { turn, legal = [] } = message;
      queueMicrotask(() => events.send({ type: 'act', turn, id: `a${turn}`, action: pickAny(legal) }));
    },
    close: () => {},
  }),
  problem: () => undefined,
  agentId: (address) => address,
  close: () => Promise.resolve(),
});
