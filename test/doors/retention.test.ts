import { expect, test } from 'vitest';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { runAgon } from '../cli/agon-process.ts';
import { connectAgent } from './json-agent.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

/** A match of the exhibition that is over; answers a ticket of it. */
const playExhibition = async (arena: TestArena, id: string, rated: boolean): Promise<string> => {
  const entry = { agent: 'house', name: 'house', owner: 'house', kind: 'bot' as const };
  const { tickets } = await arena.arena.create({
    id,
    game: kuhnPoker,
    config: { hands: 2 },
    seats: [{ entry }, { entry }],
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

test('logs of casual exhibitions are let go, and what is gone is said wherever it is asked for', async () => {
  const first = await openTestArena();
  const ticket = await playExhibition(first, 'show-casual', false);
  await playExhibition(first, 'show-rated', true);
  await first.close();

  const environment = { AGON_SERVER_EXHIBITION_KEEP_MATCHES: '0' };
  const arena = await openTestArena({ directory: first.directory, environment });
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${arena.url}/api/matches/${path}`);
    return [answer.status, ((await answer.json()) as { readonly code?: string }).code];
  };
  await expect.poll(() => ask('show-casual/replay')).toEqual([410, 'log-pruned']);
  for (const path of ['', '/steps', '/replay.pgn'])
    expect(await ask(`show-casual${path}`)).toEqual([410, 'log-pruned']);
  expect((await fetch(`${arena.url}/api/matches/show-rated/replay`)).status).toBe(200);
  const late = await connectAgent(arena.url, ticket);
  expect(await late.next('error')).toMatchObject({ code: 'bad-ticket' });
  expect(arena.faults).toEqual([]);
  await arena.close();

  const verified = await runAgon(['verify', arena.directory], arena.directory);
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('1 log: 1 valid, 0 invalid.') });
  expect(verified.stdout).toContain('1 more were let go; the ledger keeps their results.');
});
