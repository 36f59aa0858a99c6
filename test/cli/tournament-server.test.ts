import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import type { TournamentDetails } from '../../server/protocol/tournament-routes.ts';
import { openTestArena } from '../doors/test-arena.ts';
import { createFolder, parseLines, runAgon } from './agon-process.ts';

const file = `name: cup
games: [{id: tic-tac-toe}]
players: [{player: bot:random}, {player: bot:greedy}]
schedule: {kind: round-robin, pairs: 3}
concurrency: 4
`;

test('a server plays the tournament of a file, and tells how it stands', async () => {
  const arena = await openTestArena({ host: createInlineHost() });
  const folder = await createFolder();
  await writeFile(join(folder, 'cup.yaml'), file);
  const key = { AGON_KEY: arena.adminKey! };
  const agon = (parameters: readonly string[], environment = {}) =>
    runAgon(['tournament', ...parameters, '--server', arena.url], folder, environment);
  const begun = await agon(['cup.yaml', '--json'], key);
  expect(begun.code).toBe(0);
  const [{ id }] = parseLines(begun.stdout) as [TournamentDetails];
  await (
    await arena.tournaments.find(id)
  )?.settled;
  const status = await agon(['status', id]);
  expect(status.code).toBe(0);
  expect(status.stdout).toContain(`${id}: over, 6 of 6 matches`);
  expect(status.stdout).toContain('The schedule is played.');
  // Each refusal of the server is told under its own code.
  for (const [parameters, environment, code] of [
    [['cup.yaml'], {}, 'key-missing'],
    [['cup.yaml'], { AGON_KEY: 'nonsense' }, 'bad-key'],
    [['status', 'cup-0'], {}, 'unknown-tournament'],
    [['resume', id], key, 'tournament-over'],
  ] as const) {
    const refused = await agon(parameters, environment);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`error (${code})`);
  }
  await arena.close();
  const gone = await agon(['status', id]);
  expect(gone).toMatchObject({ code: 3, stdout: '' });
  expect(gone.stderr).toContain('server-unreachable');
});
