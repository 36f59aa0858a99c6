import { Client } from '@colyseus/sdk';
import { describe, expect, onTestFinished, test } from 'vitest';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import type { View } from '../../games/kuhn-poker/state.ts';
import type { SeatEntry } from '../../replays/format.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { connectAgent, type JsonAgent } from './json-agent.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const canary = 'canary-7f3a';
const hands = 3;

const entryOf = (name: string): SeatEntry => ({ agent: name, name, owner: name, kind: 'script' });

/** One match of a pair: `villain` plants the canaries, the other seat is the opponent who looks for them. */
interface PairMatch {
  readonly id: string;
  readonly seed: string;
  readonly villain: number;
  readonly agents: readonly JsonAgent[];
}

/** Two matches with the seats swapped, each with cards of its own, released together. */
const createPair = async (arena: TestArena): Promise<readonly PairMatch[]> => {
  const created = [1, 0].map((villain) => {
    const names = villain === 1 ? ['hero', 'villain'] : ['villain', 'hero'];
    return arena.arena
      .create({
        game: kuhnPoker,
        config: { hands },
        seats: names.map((name) => ({ entry: entryOf(name) })),
        clock: presetClocks.llm,
        attempts: { max: 3, then: 'forfeit' },
        legalTold: true,
        rated: true,
        release: 'group',
        group: { pair: 'pair-1' },
      })
      .then(({ match, tickets }) => ({ id: match.id, villain, tickets }));
  });
  return Promise.all(
    (await Promise.all(created)).map(async ({ id, villain, tickets }) => ({
      id,
      villain,
      seed: (await arena.arena.store.secrets(id))!.seed,
      agents: await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket!))),
    })),
  );
};

/** Everything that an anonymous visitor can fetch about a pair, as text. */
const visit = async (arena: TestArena, pair: readonly PairMatch[]): Promise<string> => {
  const ofMatch = ['', '/steps', '/steps?as=0', '/steps?as=1', '/replay', '/replay.jsonl', '/replay.pgn'];
  const paths = [
    ...pair.flatMap(({ id }) => ofMatch.map((path) => `/api/matches/${id}${path}`)),
    ...['/api/matches', '/api/leaderboards', '/api/keys', '/ready', '/api/games/kuhn-poker'],
  ];
  const texts = await Promise.all(paths.map(async (path) => (await fetch(arena.url + path)).text()));
  return texts.join('\n');
};

/** Records every state of the rooms that a visitor may join: the matches and the hall. */
const watchRooms = async (arena: TestArena, pair: readonly PairMatch[]): Promise<() => string> => {
  const seen: string[] = [];
  for (const id of [...pair.map((match) => match.id), 'hall']) {
    const room = await new Client(arena.url).joinById(id);
    room.onStateChange(() => seen.push(JSON.stringify(room.state)));
    room.onMessage('*', (type, message) => seen.push(JSON.stringify([type, message])));
    onTestFinished(() => room.connection?.close());
  }
  return () => seen.join('\n');
};

/** One turn of the villain, with a canary wherever text may go: a refused answer, reasoning, model, settings, id. */
const playVillain = async (agent: JsonAgent, turn: number, action: string): Promise<void> => {
  agent.send({ type: 'act', turn, id: `${canary}-r${turn}`, text: `${canary} I will ${action}` });
  await agent.next('refused');
  const claims = { reasoning: canary, model: canary, settings: { note: canary }, usage: { input: 1 } };
  agent.send({ type: 'act', turn, id: `${canary}-a${turn}`, action, ...claims });
  await agent.next('ack');
};

/** Plays a match in which every hand is bet and folded, so that no card is ever shown. */
const playMatch = async (match: PairMatch, afterMove: () => Promise<void>): Promise<void> => {
  for (let turn = 1; turn <= 2 * hands; turn++) {
    const seat = (turn - 1) % 2;
    const action = seat === 0 ? 'bet' : 'fold';
    const agent = match.agents[seat]!;
    await agent.next('turn');
    if (seat === match.villain) await playVillain(agent, turn, action);
    else {
      agent.send({ type: 'act', turn, id: `h${turn}`, action });
      await agent.next('ack');
    }
    await afterMove();
  }
  for (const agent of match.agents) await agent.next('end');
};

const viewsOf = (messages: JsonAgent['all']): View[] =>
  messages.flatMap((message) =>
    message.type === 'turn' || message.type === 'update' ? [message.view as unknown as View] : [],
  );

describe('a Kuhn pair with canaries', () => {
  test('an anonymous visitor and the opponent learn nothing before the pair is over', async () => {
    const arena = await openTestArena();
    const pair = await createPair(arena);
    const rooms = await watchRooms(arena, pair);
    const visits: string[] = [];
    const look = async (): Promise<void> => void visits.push(await visit(arena, pair));
    await playMatch(pair[0]!, look);
    await look();
    const [first, second] = pair as [PairMatch, PairMatch];

    const visited = visits.join('\n') + rooms();
    const heard = pair.map(({ agents, villain }) => agents[1 - villain]!.all);
    const told = visited + JSON.stringify(heard);
    expect(visited).toContain(first.id);
    expect(rooms()).toContain('folds');
    expect(told).not.toContain(canary);
    for (const { seed } of pair) expect(told).not.toContain(seed);
    expect(told).not.toContain('pair-1');
    expect(viewsOf(heard[0]!).length).toBeGreaterThan(hands);
    for (const [at, messages] of heard.entries()) {
      const views = viewsOf(messages);
      const { villain } = pair[at]!;
      for (const view of views) {
        expect(view.cards?.[villain] ?? null).toBeNull();
        for (const { cards } of view.results) expect(cards[villain]).toBeNull();
      }
    }
    const before = await fetch(`${arena.url}/api/matches/${first.id}/replay`);
    expect([before.status, ((await before.json()) as { code: string }).code]).toEqual([409, 'not-released']);

    await playMatch(second, async () => {});
    const after = await fetch(`${arena.url}/api/matches/${first.id}/replay`);
    expect(after.status).toBe(200);
    expect(await after.text()).toContain(canary);
  });

  test('a public view never holds a card that was not shown', async () => {
    const arena = await openTestArena();
    const pair = await createPair(arena);
    const match = pair[0]!;
    await match.agents[0]!.next('turn');
    const { view } = arena.arena.live(match.id)!.publicState();
    expect((view as View).cards).toEqual([null, null]);
  });
});
