import { expect, test } from 'vitest';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { firstMoveHost } from './first-move-host.ts';
import { connectAgent, type JsonAgent } from './json-agent.ts';
import { register, type Registered } from './register.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const canary = 'canary-9d2c';
const providerKey = `sk-proj-${canary}-0123456789`;
const password = `pw-${canary}`;

/** A host whose players fail with a message that holds what no log may. */
const leakingHost: PlayerHost = {
  ...firstMoveHost,
  open: (_address, _context, { failed }) => {
    const request = { headers: { authorization: `Bearer ${providerKey}` }, prompt: canary };
    const message = `401 for ${providerKey}; postgres://agon:${password}@db/agon is away`;
    queueMicrotask(() => failed(Object.assign(new Error(message), { request })));
    return { send: () => {}, close: () => {} };
  },
};

/** Plays every turn with reasoning, after one act that is refused. */
const play = async (agent: JsonAgent): Promise<void> => {
  for (;;) {
    // The socket is closed when the match is over.
    const asked = await agent.next('turn').catch(() => undefined);
    if (asked === undefined) return;
    const { turn, legal } = asked;
    agent.send({ type: 'act', turn, id: `r${turn}`, text: `${canary} refused` });
    agent.send({ type: 'act', turn, id: `a${turn}`, action: legal![0]!, reasoning: `${canary} thought` });
  }
};

/** Both matches of a pair between two agents, played to their ends; answers all that must stay secret of them. */
const playPair = async (arena: TestArena, players: readonly Registered[]): Promise<readonly string[]> => {
  const made = await Promise.all(
    [players, players.toReversed()].map((seated) =>
      arena.arena.create({
        game: kuhnPoker,
        config: { hands: 2 },
        seats: seated.map(({ agent }) => ({
          entry: { agent, name: 'nobody', owner: agent, kind: 'script' as const },
        })),
        clock: presetClocks.llm,
        attempts: { max: 3, then: 'forfeit' },
        legalTold: true,
        rated: true,
        release: 'group',
        group: { pair: `pair-${canary}` },
      }),
    ),
  );
  const secrets = await Promise.all(
    made.map(async ({ match, tickets }) => {
      const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket!)));
      const { seed } = (await arena.arena.store.secrets(match.id))!;
      await Promise.all(agents.map(play));
      return [seed, ...tickets.map((ticket) => ticket!.split('.').at(-1)!)];
    }),
  );
  return secrets.flat();
};

test('the log tells of every event by match, seat, agent and code, and of no secret', async () => {
  const arena = await openTestArena({ logLevel: 'debug', host: leakingHost });
  const players = [await register(arena, 'ann'), await register(arena, 'bob')];
  const secrets = await playPair(arena, players);
  // What fails is told at length, so that is where secrets would slip in.
  await arena.createMatch({ seats: ['open', 'bot:first'] });
  const stranger = await connectAgent(arena.url, `m0123456789abcdef0123.0.${'x'.repeat(43)}`);
  await stranger.next('error');
  await arena.post('/api/owners', { name: canary }, `agon_owner_0123456789abcdef_${'k'.repeat(43)}`);
  const ends = (): readonly string[] => arena.logged.filter((line) => line.includes('"match ends"'));
  await expect.poll(ends).toHaveLength(3);
  expect(arena.faults.join('')).toContain('fault in match: bot:first failed');

  const lines = arena.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'debug',
      match: expect.any(String),
      seat: 0,
      agent: players[0]!.agent,
      code: 'unparsable',
      msg: 'act refused',
    }),
  );
  const text = arena.logged.join('');
  const keys = [arena.adminKey!, ...players.flatMap(({ key, agentKey }) => [key, agentKey])];
  for (const secret of [
    canary,
    password,
    ...secrets,
    ...keys.map((key) => key.split('_').slice(3).join('_')),
    'x'.repeat(43),
    'k'.repeat(43),
  ]) {
    expect(secret.length).toBeGreaterThan(8);
    expect(text).not.toContain(secret);
  }
});
