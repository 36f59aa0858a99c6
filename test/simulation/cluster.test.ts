import { describe, expect, test } from 'vitest';
import { createLobby } from '../../server/lobby/lobby.ts';
import type { LobbyExchange, LobbyNews } from '../../server/lobby/news.ts';
import type { ClusterFaults } from './cluster-faults.ts';
import { runClusterHistory, type ClusterParts } from './cluster-history.ts';
import { violationsOf } from './invariants.ts';

const histories = 300;

/** The first violation within some histories. */
const firstViolation = async (
  label: string,
  most: number,
  parts: Partial<ClusterParts> = {},
  forced: Partial<ClusterFaults> = {},
): Promise<string | undefined> => {
  for (let at = 0; at < most; at++) {
    const seed = `${label}-${at}`;
    const violations = await violationsOf(await runClusterHistory(seed, parts, forced));
    if (violations.length > 0) return `${seed}: ${violations.join('; ')}`;
  }
  return undefined;
};

describe('several processes under faults', () => {
  test(`the invariants hold over ${histories} histories`, async () => {
    expect(await firstViolation('ci', histories)).toBeUndefined();
  });

  test('a seed reproduces its history', async () => {
    const run = async (): Promise<unknown> => {
      const { matches, disk, simulatedMs } = await runClusterHistory('again');
      return { simulatedMs, logs: await Promise.all(matches.map(({ id }) => disk.read(id))) };
    };
    expect(await run()).toEqual(await run());
  });
});

describe('the invariants notice', () => {
  test('a store that tells whoever has lost a match that its lines are stored', async () => {
    const breakStore: ClusterParts['breakStore'] = (store) => ({
      ...store,
      append: (append, done) =>
        store.append(append, (refusal) => done(refusal?.kind === 'stale' ? undefined : refusal)),
    });
    expect(await firstViolation('lying', histories, { breakStore })).toMatch(
      /is not in the log|every match|what was durable/,
    );
  });

  test('processes that never take over from a dead one', async () => {
    const breakStore: ClusterParts['breakStore'] = (store) => ({
      ...store,
      leases: {
        ...store.leases!,
        expire: async () => 0,
        claim: async () => [],
        claimNamed: async () => [],
      },
    });
    expect(await firstViolation('idle', histories, { breakStore })).toMatch(/not every match ended/);
  });

  test('agents that wait on a silent socket for ever', async () => {
    const listenForPulse: ClusterParts['listenForPulse'] = () => ({ heard: () => {}, stop: () => {} });
    const standing = { freezes: 3, freezeMsMax: 120_000 };
    expect(await firstViolation('silent', histories, { listenForPulse }, standing)).toMatch(
      /was blamed: disconnect/,
    );
  });

  test('lobbies that do not hear each other', async () => {
    const alone: ClusterParts['createLobby'] = (deps) => createLobby({ ...deps, exchange: undefined });
    expect(await firstViolation('deaf', histories, { createLobby: alone })).toMatch(
      /was not brought to the match/,
    );
  });

  test('a lobby that grants a seat to whoever asks', async () => {
    const answering = (exchange: LobbyExchange): LobbyExchange => ({
      ...exchange,
      listen: (hear) =>
        exchange.listen((message) => {
          const { kind, ...news } = message as LobbyNews & { readonly kind: 'ask' };
          if (kind !== 'ask' || news.to !== exchange.id) return hear(message);
          const { agent, match, seat } = news;
          exchange.send({ kind: 'grant', from: exchange.id, to: news.from, agent, match, seat });
        }),
    });
    const lax: ClusterParts['createLobby'] = (deps) =>
      createLobby({ ...deps, exchange: answering(deps.exchange!) });
    expect(await firstViolation('lax', histories, { createLobby: lax })).toMatch(/given away twice/);
  });

  test('lobbies that do not count what is played elsewhere', async () => {
    const silentOn = (news: LobbyNews): LobbyNews =>
      news.kind !== 'facts'
        ? news
        : {
            ...news,
            items: news.items.map((item) => ({
              ...item,
              places: item.places.filter(
                ({ isSeated, isRunning, offeredMs }) => !isSeated && !isRunning && offeredMs === 0,
              ),
            })),
          };
    const blind: ClusterParts['createLobby'] = ({ exchange, ...deps }) =>
      createLobby({
        ...deps,
        exchange: { ...exchange!, send: (news) => exchange!.send(silentOn(news)) },
      });
    // Disturbed ones may invite beyond what they know of.
    const calm = {
      crashes: 0,
      leaves: 0,
      freezes: 0,
      cuts: 0,
      outages: 0,
      newsCuts: 0,
      newsLostPercent: 0,
    };
    expect(await firstViolation('blind', histories, { createLobby: blind }, calm)).toMatch(
      /beyond its concurrency/,
    );
  });
});
