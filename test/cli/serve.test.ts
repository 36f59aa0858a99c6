import { expect, test } from 'vitest';
import type { Verdict } from '../../replays/verdict.ts';
import { createFolder, linesOf, parseLines, runAgon, startAgon } from './agon-process.ts';

interface Listening {
  readonly type: 'listening';
  readonly url: string;
  readonly adopted: number;
  readonly adminKey?: string;
}

const serve = async (folder: string) => {
  const running = startAgon(['serve', '--exhibition', '--port', '0', '--json'], folder);
  for await (const line of linesOf(running.process.stdout))
    return { running, listening: JSON.parse(line) as Listening };
  throw new Error((await running.over).stderr);
};

const runningMatches = async (url: string): Promise<string[]> => {
  const response = await fetch(`${url}/api/matches?status=running`);
  const { items } = (await response.json()) as { items: { match: string }[] };
  return items.map(({ match }) => match).toSorted();
};

test('the exhibition plays on through a restart, and every log is signed by the data folder', async () => {
  const folder = await createFolder();
  const first = await serve(folder);
  expect(first.listening).toMatchObject({ adopted: 0, adminKey: expect.stringMatching(/^agon_admin_/) });
  let matches: string[] = [];
  while (matches.length < 6) matches = await runningMatches(first.listening.url);
  first.running.process.kill('SIGTERM');
  expect(await first.running.over).toMatchObject({ code: 0, stderr: '' });
  const second = await serve(folder);
  expect(second.listening.adopted).toBeGreaterThan(0);
  expect(second.listening.adminKey).toBeUndefined();
  expect(await runningMatches(second.listening.url)).toEqual(expect.arrayContaining(matches.slice(0, 1)));
  const copied = await runAgon(['backup', 'copy.sqlite'], folder);
  expect(copied.code).toBe(0);
  second.running.process.kill('SIGINT');
  expect(await second.running.over).toMatchObject({ code: 0, stderr: '' });
  const verified = await runAgon(['verify', 'copy.sqlite', '--json'], folder);
  const verdicts = parseLines(verified.stdout) as Verdict[];
  expect(verdicts.map(({ match }) => match)).toEqual(expect.arrayContaining(matches));
  expect(verdicts.filter(({ status }) => status === 'invalid')).toEqual([]);
});
