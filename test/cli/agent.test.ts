import { describe, expect, test } from 'vitest';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import { createArena } from '../../clients/sdk/arena.ts';
import { openTestArena, type TestArena } from '../doors/test-arena.ts';
import { createFolder, linesOf, parseLines, runAgon, startAgon, type Running } from './agon-process.ts';

interface Made {
  readonly type: 'owner' | 'agent';
  readonly id: string;
  readonly key: string;
}

/** Registers as a newcomer would, and answers what was printed. */
const registerNew = async (arena: TestArena, folder: string, name: string): Promise<readonly Made[]> => {
  const ran = await runAgon(['register', name, '--json', '--server', arena.url], folder);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return parseLines(ran.stdout) as Made[];
};

/** Lines of `agon agent --json` until one that is wanted. */
const until = async (running: Running, isWanted: (line: Record<string, unknown>) => boolean) => {
  for await (const text of linesOf(running.process.stdout)) {
    const line = JSON.parse(text) as Record<string, unknown>;
    if (isWanted(line)) return line;
  }
  throw new Error((await running.over).stderr);
};

describe('agon register', () => {
  test('makes an owner and an agent, then more agents of that owner', async () => {
    const arena = await openTestArena();
    const folder = await createFolder();
    const [owner, agent] = await registerNew(arena, folder, 'ada');
    expect(owner).toMatchObject({ type: 'owner', key: expect.stringMatching(/^agon_owner_/) });
    expect(agent).toMatchObject({ type: 'agent', key: expect.stringMatching(/^agon_agent_/) });
    const second = await runAgon(['register', 'second', '--server', arena.url], folder, {
      AGON_OWNER_KEY: owner!.key,
    });
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toMatch(/AGON_KEY=agon_agent_\S+ agon agent bot:greedy --server http/);
    expect(second.stdout).not.toContain('agon_owner_');
  });

  test.each([
    ['a name that is taken', ['ada'], {}, 2, 'name-taken'],
    ['a name that is none', ['Ada!'], {}, 2, 'bad-body'],
    ['a key that is none', ['bob'], { AGON_OWNER_KEY: 'agon_owner_guess' }, 2, 'bad-key'],
    ['an owner twice', ['bob', '--owner', 'eve'], { AGON_OWNER_KEY: 'agon_owner_guess' }, 2, 'owner-twice'],
    ['an address that is none', ['bob', '--server', 'localhost'], {}, 2, 'bad-address'],
    ['an arena that is not there', ['bob', '--server', 'http://127.0.0.1:1'], {}, 3, 'arena-unreachable'],
  ])('says of %s what would be right', async (_, parameters, environment, exit, code) => {
    const arena = await openTestArena();
    const folder = await createFolder();
    await registerNew(arena, folder, 'ada');
    const ran = await runAgon(
      ['register', '--json', '--server', arena.url, ...parameters],
      folder,
      environment,
    );
    expect(ran.code).toBe(exit);
    expect(JSON.parse(ran.stderr)).toMatchObject({ error: { code, hint: expect.stringMatching(/\S/) } });
  });
});

describe('agon agent', () => {
  test('stands by, plays what it is invited to, and leaves at a signal', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const folder = await createFolder();
    const [owner, agent] = await registerNew(arena, folder, 'ada');
    const running = startAgon(
      [
        'agent',
        'bot:random',
        '--json',
        '--server',
        arena.url,
        '--games',
        'kuhn-poker,chess',
        '--concurrency',
        '2',
      ],
      folder,
      { AGON_KEY: agent!.key },
    );
    expect(await until(running, ({ type }) => type === 'agent')).toMatchObject({
      player: 'bot:random',
      games: ['kuhn-poker', 'chess'],
    });
    const { match } = await createArena({ url: arena.url, key: owner!.key }).createMatch({
      game: 'kuhn-poker',
      seats: [`agent:${agent!.id}`, 'bot:equilibrium'],
    });
    expect(await until(running, ({ type }) => type === 'end')).toMatchObject({
      match,
      game: 'kuhn-poker',
      termination: 'normal',
      verdict: expect.stringMatching(/won|drawn|lost/),
    });
    running.process.kill('SIGTERM');
    expect(await running.over).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    ['no key', ['bot:random'], {}, 'key-missing'],
    ['a wrong key', ['bot:random'], { AGON_KEY: 'agon_agent_guess' }, 'bad-key'],
    ['an unknown bot', ['bot:gredy'], { AGON_KEY: 'k' }, 'unknown-bot'],
    ['no player', ['greedy'], { AGON_KEY: 'k' }, 'bad-address'],
    [
      'a game that the arena does not have',
      ['bot:random', '--games', 'ludo'],
      { AGON_KEY: 'k' },
      'unknown-game',
    ],
    [
      'a game that the player does not play',
      ['bot:equilibrium', '--games', 'chess'],
      { AGON_KEY: 'k' },
      'game-not-played',
    ],
  ])('says of %s what would be right', async (_, parameters, environment, code) => {
    const { url } = await openTestArena();
    const ran = await runAgon(
      ['agent', '--json', '--server', url, ...parameters],
      await createFolder(),
      environment,
    );
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stderr)).toMatchObject({ error: { code, hint: expect.stringMatching(/\S/) } });
  });
});
