import type { PlayerHost } from '../server/hosting/port.ts';

/** One of the items, by chance that costs next to nothing. */
export const pickAny = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;

/** Collects work and does it in the next turn of the event loop, as a batch: a timer or a socket comes between. */
const createTurnQueue = (): ((work: () => void) => void) => {
  let waiting: (() => void)[] = [];
  const run = (): void => {
    const works = waiting;
    waiting = [];
    for (const work of works) work();
  };
  return (work) => {
    if (waiting.length === 0) setImmediate(run);
    waiting.push(work);
  };
};

/** Players in this process that answer any legal action. */
export const createRandomHost = (): PlayerHost => {
  const later = createTurnQueue();
  return {
    open: (_address, _context, events) => ({
      send: (message) => {
        if (message.type !== 'turn') return;
        const { turn, legal = [] } = message;
        later(() => events.send({ type: 'act', turn, id: `a${turn}`, action: pickAny(legal) }));
      },
      close: () => {},
    }),
    problem: () => undefined,
    bots: () => [],
    agentId: (address) => address,
    close: () => Promise.resolve(),
  };
};
