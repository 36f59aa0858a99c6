import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import type { LeaderboardList } from '../../server/protocol/leaderboards.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { parseLines, runAgon } from '../cli/agon-process.ts';
import { connectAgent } from './json-agent.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

/** A match between house bots that is over; answers a ticket of it. */
const playHouse = async (arena: TestArena, id: string, rated: boolean): Promise<string> => {
  const entryOf = (name: string) => ({ agent: `bot:${name}@1`, name, owner: 'house', kind: 'bot' as const });
  const { tickets } = await arena.arena.create({
    id,
    game: kuhnPoker,
    config: { hands: 2 },
    seats: [{ entry: entryOf('random') }, { entry: entryOf('equilibrium') }],
    clock: presetClocks.llm,
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated,
    release: 'end',
  });
  const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket!)));
  await agents[0]!.next('turn');
  agents[0]!.send({ type: 'resign' });
  await agents[1]!.next('end');
  return tickets[0]!;
};

/** The only leaderboard there is, as anybody reads it. */
const tableOf = async ({ url }: TestArena): Promise<unknown> => {
  const { items } = (await (await fetch(`${url}/api/leaderboards`)).json()) as LeaderboardList;
  expect(items).toHaveLength(1);
  return (await fetch(`${url}/api/leaderboards/${items[0]!.hash}`)).json();
};

test('logs of the exhibition are let go and no rating changes; what is gone is said wherever it is asked for', async () => {
  const first = await openTestArena();
  await playHouse(first, 'show-casual', false);
  const ticket = await playHouse(first, 'show-rated', true);
  await playHouse(first, 'cup-1-rated', true);
  const table = await tableOf(first);
  await first.close();
  const { directory } = first;
  const rated = await runAgon(['rate', directory], directory);
  expect(rated).toMatchObject({ code: 0, stderr: '' });

  const environment = { AGON_SERVER_EXHIBITION_KEEP_MATCHES: '0' };
  const arena = await openTestArena({ directory, environment });
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${arena.url}/api/matches/${path}`);
    return [answer.status, ((await answer.json()) as { readonly code?: string }).code];
  };
  for (const show of ['show-casual', 'show-rated'])
    await expect.poll(() => ask(`${show}/replay`)).toEqual([410, 'log-pruned']);
  for (const path of ['', '/steps', '/replay.pgn'])
    expect(await ask(`show-rated${path}`)).toEqual([410, 'log-pruned']);
  expect((await fetch(`${arena.url}/api/matches/cup-1-rated/replay`)).status).toBe(200);
  expect(table).toMatchObject({ players: [expect.anything(), expect.anything()] });
  expect(await tableOf(arena)).toEqual(table);
  const late = await connectAgent(arena.url, ticket);
  expect(await late.next('error')).toMatchObject({ code: 'bad-ticket' });
  expect(arena.faults).toEqual([]);
  await arena.close();

  expect(await runAgon(['rate', directory], directory)).toEqual({
    ...rated,
    stderr: '2 matches count by their rows of the ledger: their logs were let go.\n',
  });
  const verified = await runAgon(['verify', directory], directory);
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('1 log: 1 valid, 0 invalid.') });
  expect(verified.stdout).toContain('2 more were let go; their rows of the ledger stay.');
});

test('a ledger that was changed is bad, also where no log is left to hold it against', async () => {
  const first = await openTestArena();
  for (const id of ['show-1', 'show-2', 'match-1']) await playHouse(first, id, true);
  await first.close();
  const { directory } = first;
  const arena = await openTestArena({ directory, environment: { AGON_SERVER_EXHIBITION_KEEP_DAYS: '0' } });
  await expect.poll(async () => (await fetch(`${arena.url}/api/matches/show-1/replay`)).status).toBe(410);
  await arena.close();
  const path = join(directory, 'agon.sqlite');
  const verifyAfter = async (sql: string): Promise<unknown> => {
    const changed = join(directory, 'changed.sqlite');
    await copyFile(path, changed);
    const database = new DatabaseSync(changed);
    database.exec(sql);
    database.close();
    const { code, stdout } = await runAgon(['verify', changed, '--json'], directory);
    const { status, why } = parseLines(stdout).at(-1) as { readonly status: string; readonly why?: string };
    return { code, status, why };
  };
  expect(await verifyAfter('')).toEqual({ code: 0, status: 'valid', why: undefined });
  for (const [sql, why] of [
    ['UPDATE ledger_seats SET score = 5 WHERE seq = 1', 'row 2 does not follow from the one before'],
    ['DELETE FROM ledger WHERE seq = 2', 'row 3 does not follow from the one before'],
    ['UPDATE ledger_seats SET turns = turns + 1 WHERE seq = 3', 'row 3 is not what the log of match-1 gives'],
    ["UPDATE ledger SET log_hash = 'x' WHERE seq = 3", 'row 3 is of another log than that of match-1'],
    ['DELETE FROM ledger WHERE seq = 3', '1 finished matches have no row'],
  ] as const)
    expect(await verifyAfter(sql)).toEqual({ code: 1, status: 'invalid', why });
});
