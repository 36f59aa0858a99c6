import { Client, type Room } from '@colyseus/sdk';
import { expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import type { CreatedMatch } from '../../server/arena/arena.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { connectAgent, type JsonAgent } from './json-agent.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

/** Longer than any test: while it runs a spectator may see nothing but the setup. */
const spectatorDelayMs = 3_600_000;

interface Watched {
  readonly status: string;
  readonly step: number;
  readonly result: string;
}

/** Everything that a room tells somebody who watches. */
const record = async (
  arena: TestArena,
  id: string,
): Promise<{ readonly room: Room; readonly seen: readonly string[] }> => {
  const seen: string[] = [];
  const room = await new Client(arena.url).joinById(id);
  room.onStateChange(() => seen.push(JSON.stringify(room.state)));
  room.onMessage('*', (type, message) => seen.push(JSON.stringify([type, message])));
  onTestFinished(() => room.connection?.close());
  return { room, seen };
};

/** The steps that the hall ever showed of a match. */
const hallSteps = (seen: readonly string[], match: string): readonly number[] =>
  seen.flatMap((text) => {
    const { boards } = JSON.parse(text) as { readonly boards?: Record<string, { readonly step: number }> };
    const board = boards?.[match];
    return board === undefined ? [] : [board.step];
  });

const stepsOf = async (arena: TestArena, match: string): Promise<unknown> =>
  (await fetch(`${arena.url}/api/matches/${match}/steps`)).json();

/** Waits until a room's state is as `isSo` says. */
const until = (room: Room, isSo: (state: Watched) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (isSo(room.state as Watched) && resolve());
    room.onStateChange(look);
    look();
  });

/** Bets and folds a hand, in which the public sees every action. */
const playHand = async (agents: readonly JsonAgent[], hand: number): Promise<void> => {
  for (const [seat, action] of ['bet', 'fold'].entries()) {
    const agent = agents[seat]!;
    const turn = 2 * hand + seat + 1;
    await agent.next('turn');
    agent.send({ type: 'act', turn, id: `t${turn}`, action });
    await agent.next('ack');
  }
};

test('a spectator with a delay learns of a match when it is released: in its room, in the hall and by its steps', async () => {
  const arena = await openTestArena({
    environment: { AGON_SERVER_SPECTATOR_DELAY_MS: String(spectatorDelayMs) },
  });
  const { match, tickets } = await arena.createMatch({ config: { hands: 2 } });
  const prompt = await arena.createMatch({ config: { hands: 2 }, spectatorDelayMs: 0 });
  const delayed = await record(arena, match);
  const direct = await record(arena, prompt.match);
  const hall = await record(arena, 'hall');
  const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
  const others = await Promise.all(prompt.tickets.map((ticket) => connectAgent(arena.url, ticket)));
  await playHand(agents, 0);
  await playHand(others, 0);
  await until(direct.room, ({ step }) => step === 2);
  await until(hall.room, () => hallSteps(hall.seen, prompt.match).includes(2));

  const shown = (await (await fetch(`${arena.url}/api/matches/${match}`)).json()) as object;
  expect(shown).toMatchObject({ status: 'running', spectatorDelayMs });
  expect(direct.seen.join()).toMatch(/folds/);
  expect(delayed.seen.join()).not.toMatch(/bets|folds/);
  expect(new Set(hallSteps(hall.seen, match))).toEqual(new Set([0]));
  expect(await stepsOf(arena, match)).toMatchObject({ status: 'running', items: [{ n: 0 }], result: null });
  expect(await stepsOf(arena, prompt.match)).toMatchObject({ items: [{ n: 0 }, { n: 1 }, { n: 2 }] });

  await playHand(agents, 1);
  for (const agent of agents) await agent.next('end');
  await until(delayed.room, ({ status, result }) => status === 'over' && result !== '');
  expect(delayed.seen.join()).toContain('folds');
  expect(await stepsOf(arena, match)).toMatchObject({ items: { length: 5 }, status: 'over' });
  expect(arena.faults).toEqual([]);
});

test('how a match ended is told to nobody before those who watch may know', async () => {
  const arena = await openTestArena();
  const plan: MatchPlan = {
    game: gameById('kuhn-poker')!,
    config: {},
    seats: [0, 1].map((seat) => ({
      entry: { agent: 'open', name: `open ${seat}`, owner: 'anybody', kind: 'script' },
    })),
    clock: presetClocks.llm,
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated: false,
    release: 'group',
    group: { pair: 'p' },
    spectatorDelayMs,
  };
  const [one, other] = [await arena.arena.create(plan), await arena.arena.create(plan)];
  const cancel = ({ match }: CreatedMatch): Promise<unknown> =>
    new Promise((resolve) => {
      match.onEnd(resolve);
      match.cancel();
    });
  const show = async (): Promise<unknown> => (await fetch(`${arena.url}/api/matches/${one.match.id}`)).json();
  await cancel(one);
  expect(await show()).toMatchObject({ status: 'over', released: false, result: null });
  await cancel(other);
  expect(await show()).toMatchObject({ released: true, result: { termination: 'aborted' } });
});

test('a delay that is no time within its limit is refused', async () => {
  const arena = await openTestArena();
  for (const spectatorDelayMs of [-1, 1.5, 3_600_001, '30']) {
    const answer = await arena.post('/api/matches', {
      game: 'kuhn-poker',
      seats: ['open', 'open'],
      spectatorDelayMs,
    });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'bad-body' }]);
  }
});
