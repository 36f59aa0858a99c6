import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createFolder, linesOf, startAgon } from '../cli/agon-process.ts';
import { createTestSchema, isPostgresSkipped } from './database.ts';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

/** The line that makes the key, and the command that starts a process, its line continuations taken out. */
const [keyLine] = /^openssl genpkey .*$/m.exec(readme)!;
const serveLine = /^AGON_SERVER_SIGNING_KEY=.*?(?=^```$)/ms.exec(readme)![0].replaceAll('\\\n', ' ').trim();

test.skipIf(isPostgresSkipped)('a process of a cluster starts by the commands of the README', async () => {
  const [folder, schema] = [await createFolder(), createTestSchema()];
  onTestFinished(() => schema.drop());
  await promisify(execFile)('sh', ['-c', keyLine], { cwd: folder });
  const words = serveLine.split(/\s+/);
  const at = words.indexOf('agon');
  const environment = Object.fromEntries(words.slice(0, at).map((word) => word.split(/=(.*)/).slice(0, 2)));
  const there = (word: string): string => (word.startsWith('postgres:') ? schema.url : word);
  const port = words.indexOf('--port') + 1;
  const parameters = words.map((word, index) => (index === port ? '0' : there(word))).slice(at + 1);
  const running = startAgon([...parameters, '--json'], folder, { PGUSER: 'postgres', ...environment });
  onTestFinished(() => void running.process.kill('SIGKILL'));
  for await (const line of linesOf(running.process.stdout)) {
    const { url } = JSON.parse(line) as { url: string };
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    return;
  }
  expect((await running.over).stderr).toBe('');
});
