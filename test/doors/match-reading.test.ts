import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { stepRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { signedText } from '../../replays/format.ts';
import { verifySignature } from '../../replays/signing.ts';
import { matchQuerySchema } from '../../server/protocol/routes.ts';
import { codeOf, finish, get, json } from './http-answers.ts';
import { connectAgent } from './json-agent.ts';
import { openTestArena } from './test-arena.ts';

describe('reading a match', () => {
  test('while it runs: public steps, no log, no view of a seat', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    expect(await json(get(arena, `/api/matches/${match}`))).toMatchObject({
      status: 'running',
      result: null,
    });
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'act', turn: 1, id: 'a', action: 'check' });
    await agents[0]!.next('ack');
    const steps = (await json(get(arena, `/api/matches/${match}/steps`))) as { items: object[] };
    expect(steps).toMatchObject({ status: 'running', result: null, items: [{ n: 0 }, { n: 1 }] });
    expect(Object.keys((steps.items[1] as { by: Record<string, object> }).by['0']!)).toEqual([
      'ms',
      'attempts',
    ]);
    for (const path of ['steps?as=0', 'steps?as=referee', 'replay', 'replay.jsonl', 'replay.pgn'])
      expect(await codeOf(get(arena, `/api/matches/${match}/${path}`))).toBe('not-released');
    const next = (await json(get(arena, `/api/matches/${match}/steps?from=2`))) as { items: object[] };
    expect(next.items).toEqual([]);
    const list = (await json(get(arena, '/api/matches?status=running'))) as { items: object[] };
    expect(list.items).toMatchObject([{ match, status: 'running' }]);
  });

  test('a visitor without a key finds no secret of a running match anywhere', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    const turn = await agents[0]!.next('turn');
    const canary = 'canary-5d1c';
    agents[0]!.send({ type: 'act', turn: 1, id: canary, action: 'check', reasoning: canary, model: canary });
    await agents[0]!.next('ack');
    agents[1]!.send({ type: 'act', turn: 2, id: `${canary}2`, text: canary });
    await agents[1]!.next('refused');
    const { seed } = (await arena.arena.store.secrets(match))!;
    const paths = ['', '/steps', '/steps?as=1', '/replay', '/replay.jsonl', '/replay.pgn'];
    const texts = await Promise.all([
      ...paths.map(async (path) => (await get(arena, `/api/matches/${match}${path}`)).text()),
      ...['/api/matches', '/api/leaderboards', '/api/keys', '/ready'].map(async (path) =>
        (await get(arena, path)).text(),
      ),
    ]);
    const seen = texts.join('\n') + JSON.stringify(arena.arena.live(match)!.publicState());
    expect(seen).toContain(match);
    expect(seen).not.toContain(canary);
    expect(seen).not.toContain(seed);
    for (const ticket of tickets) expect(seen).not.toContain(ticket);
    // The seat's own view holds its card; no public text does.
    expect(seen).not.toContain(JSON.stringify(turn.view));
  });

  test('after its end: the signed log, notes, every view, pages that may be cached', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    await finish(arena, tickets);
    expect(await json(get(arena, `/api/matches/${match}`))).toMatchObject({
      status: 'over',
      released: true,
      result: { termination: 'resign' },
    });
    const steps = await get(arena, `/api/matches/${match}/steps?limit=1`);
    expect(steps.headers.get('cache-control')).toContain('immutable');
    expect(await json(steps)).toMatchObject({
      items: [{ n: 0 }],
      next: 1,
      result: { termination: 'resign' },
    });
    expect((await get(arena, `/api/matches/${match}/steps?as=1`)).status).toBe(200);
    expect(await codeOf(get(arena, `/api/matches/${match}/steps?as=7`))).toBe('bad-query');
    expect(await codeOf(get(arena, `/api/matches/${match}/replay.pgn`))).toBe('no-export');
    const log = (await (await get(arena, `/api/matches/${match}/replay.jsonl`)).text()).trim().split('\n');
    expect(log.at(-1)).toContain('a quiet thought');
    const end = log.find((line) => line.includes('"type":"end"'))!;
    const { signature } = JSON.parse(end) as { signature: string };
    const { items } = (await json(get(arena, '/api/keys'))) as { items: { key: string }[] };
    expect(await verifySignature(items[0]!.key, sha256Hex(signedText(end)), signature)).toBe('good');
    expect((await json(get(arena, '/api/matches?status=over&game=kuhn-poker')))['items']).toMatchObject([
      { match, status: 'over' },
    ]);
  });

  test('matches that wait are listed with those that run, as the document of the filter says', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const { items } = (await json(get(arena, '/api/matches?status=running'))) as { items: object[] };
    expect(items).toMatchObject([{ match, status: 'waiting' }]);
    expect(matchQuerySchema.shape.status.description).toMatch(/wait for their seats/);
  });

  test('pages of a listing follow each other', async () => {
    const arena = await openTestArena();
    const made = new Set<string>();
    for (let at = 0; at < 5; at++) made.add((await arena.createMatch()).match);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await json(get(arena, `/api/matches?limit=2${query}`))) as {
        items: { match: string }[];
        cursor?: string;
      };
      seen.push(...page.items.map(({ match }) => match));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(made);
  });
});

test('a world is made in another thread, for its match and for whoever reads its steps', async () => {
  const arena = await openTestArena();
  const crafting = gameById('crafting-world')!;
  expect(arena.arena.setUp(crafting, crafting.defaults, 'a'.repeat(32))).toBeInstanceOf(Promise);
  const { match } = await arena.createMatch({
    game: 'crafting-world',
    config: { level: 3 },
    seats: ['open'],
    seed: 'a'.repeat(32),
  });
  const steps = await json(await get(arena, `/api/matches/${match}/steps`));
  const state: unknown = crafting.setup({ ...crafting.defaults, level: 3 }, stepRng('a'.repeat(32), 0));
  const view = crafting.view(state, 'public') as unknown;
  expect((steps['items'] as { view: unknown }[])[0]!.view).toEqual(JSON.parse(JSON.stringify(view)));
});
