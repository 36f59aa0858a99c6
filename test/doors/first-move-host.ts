import type { PlayerHost } from '../../server/hosting/port.ts';

/** Hosts one player, `bot:first`, which plays the first legal action of every turn. */
export const firstMoveHost: PlayerHost = {
  open: (_address, _context, events) => ({
    send: (message) => {
      if (message.type !== 'turn') return;
      const { turn, legal } = message;
      queueMicrotask(() =>
        events.send({ type: 'act', turn, id: `t${turn}`, action: legal![0]!, source: 'bot' }),
      );
    },
    close: () => {},
  }),
  problem: (address, game) =>
    address === 'bot:first'
      ? undefined
      : { code: 'unknown-bot', message: `${address} does not play ${game}.` },
  bots: () => ['first'],
  agentId: (address) => `${address}@1`,
  close: () => Promise.resolve(),
};
