import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolder, parseLines, runAgon } from './agon-process.ts';

const check = ['config', 'check'];

/** A folder with a configuration file. */
const folderWith = async (text: string): Promise<string> => {
  const folder = await createFolder();
  await writeFile(join(folder, 'agon.yaml'), text);
  return folder;
};

test('config check shows every setting and where it comes from, and no password', async () => {
  const folder = await folderWith('port: 8080\nstore: postgres://agon:canary@db/agon?password=canary\n');
  const environment = { AGON_SERVER_CONFIG: 'agon.yaml', AGON_SERVER_CREATION: 'key' };
  const shown = await runAgon(check, folder, environment);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^port +8080 +agon\.yaml, line 1$/m);
  expect(shown.stdout).toMatch(/^creation +key +AGON_SERVER_CREATION$/m);
  expect(shown.stdout).toMatch(/^store +postgres:\/\/agon@db\/agon\?schema=agon +agon\.yaml, line 2$/m);
  const told = await runAgon([...check, '--json'], folder, environment);
  expect(parseLines(told.stdout)).toEqual(
    expect.arrayContaining([
      { setting: 'port', value: 8080, source: { kind: 'file', file: 'agon.yaml', line: 1 } },
      { setting: 'publicUrl', value: null, source: { kind: 'default' } },
    ]),
  );
  expect(shown.stdout + told.stdout).not.toContain('canary');
});

test('a bad configuration is told by line, and neither check nor serve goes on', async () => {
  const folder = await folderWith('host: 127.0.0.1\nprot: 80\n');
  const told = 'unknown-setting: agon.yaml, line 2';
  const checked = await runAgon([...check, '--config', 'agon.yaml'], folder);
  expect(checked).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(told) });
  const served = await runAgon(['serve', '--config', 'agon.yaml'], folder);
  expect(served).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(told) });
});

test('an entry that could not play is told by its name', async () => {
  const folder = await folderWith("entries: {good: 'bot:random', misspelt: 'bot:nope', gone: 'uci:/nope'}\n");
  const checked = await runAgon([...check, '--config', 'agon.yaml', '--json'], folder);
  expect(checked).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('bad-entry') });
  expect(checked.stderr).toContain('entries.misspelt');
  expect(checked.stderr).toContain('entries.gone');
  expect(checked.stderr).not.toContain('entries.good');
});

test('a file that cannot be read and a flag that there is not have exit codes of their own', async () => {
  const folder = await createFolder();
  expect((await runAgon([...check, '--config', 'gone.yaml'], folder)).code).toBe(3);
  expect((await runAgon([...check, '--prot', '1'], folder)).code).toBe(2);
});
