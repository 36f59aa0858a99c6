import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createFolder, parseLines, runAgon } from './agon-process.ts';

const commands = [
  'serve',
  'config',
  'play',
  'register',
  'agent',
  'mcp',
  'check-agent',
  'tournament',
  'evaluate',
  'benchmark',
  'crafting',
  'verify',
  'rate',
  'sprt',
  'export',
  'backup',
  'migrate',
  'games',
  'bots',
];

test('the program lists its commands, and without one it says so', async () => {
  const folder = await createFolder();
  const asked = await runAgon(['--help'], folder);
  expect(asked.code).toBe(0);
  for (const command of commands) expect(asked.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  const bare = await runAgon([], folder);
  expect(bare).toEqual({ code: 2, stdout: '', stderr: asked.stdout });
  expect(await runAgon(['--version'], folder)).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
});

test.each(commands)('%s has help with examples', async (command) => {
  const { code, stdout, stderr } = await runAgon([command, '--help'], await createFolder());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: agon ${command} `));
  expect(stdout).toMatch(new RegExp(`^Examples:\n  agon ${command}`, 'm'));
  expect(stdout).toContain('--json');
});

test('games and bots are listed, for people and for scripts', async () => {
  const folder = await createFolder();
  for (const [command, word] of [
    ['games', 'kuhn-poker'],
    ['bots', 'bot:perfect'],
  ] as const) {
    expect((await runAgon([command], folder)).stdout).toContain(word);
    const listed = parseLines((await runAgon([command, '--json'], folder)).stdout) as object[];
    expect(listed.length).toBeGreaterThan(5);
    for (const one of listed) expect(one).toMatchObject({ version: expect.anything() });
  }
});
