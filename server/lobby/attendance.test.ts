import { expect, test } from 'vitest';
import { createArenaClock } from '../match/arena-clock.ts';
import { createTestTime } from '../match/test-time.ts';
import { createLobby } from './lobby.ts';
import type { LobbyNews } from './news.ts';

const games = [{ id: 'chess' }];

/** A lobby without matches; `hear` is what another process says. */
const createBench = () => {
  const heard = new Set<(news: unknown) => void>();
  const lobby = createLobby({
    arena: {
      matches: () => [],
      creatorOf: () => undefined,
      onCreated: () => () => {},
      onEnded: () => () => {},
      onLeft: () => () => {},
    },
    tickets: { issue: () => 'ticket' },
    clock: createArenaClock(createTestTime()),
    games,
    limits: { inviteMs: 10_000, lobbySocketsPerAgentMax: 4 },
    isInviting: () => true,
    playUrl: () => 'ws://here',
    exchange: {
      id: 'here',
      send: () => {},
      listen: (listener) => {
        heard.add(listener);
        return () => heard.delete(listener);
      },
    },
  });
  const hear = (news: LobbyNews): void => {
    for (const listener of heard) listener(news);
  };
  return { lobby, hear };
};

/** Another process has a socket of the same program, counted as the third. */
const thirdElsewhere = (
  after: readonly { readonly process: string; readonly term: number }[],
): LobbyNews => ({
  kind: 'facts',
  from: 'elsewhere',
  isWhole: true,
  items: [
    {
      agent: 'agent-1',
      places: [],
      workers: [
        { name: '', games: ['chess'], concurrency: 1, challenges: false, term: 3, after: [...after] },
      ],
    },
  ],
});

test.each([
  ['is told so where the other one came later for certain', [{ process: 'here', term: 1 }], 4011],
  ['may come again where nobody knows which came last', [], 1001],
])('a socket whose program has another one elsewhere %s', (_, after, code) => {
  const { lobby, hear } = createBench();
  const closes: number[] = [];
  const attendance = lobby.attend('agent-1', { send: () => {}, close: (how) => void closes.push(how) });
  attendance.enter({ type: 'enter', games: ['chess'] });
  hear(thirdElsewhere(after));
  expect(closes).toEqual([code]);
});
