import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createWorkerHost } from '../clients/agents/hosting/worker-host.ts';
import manifest from '../package.json' with { type: 'json' };
import { settingNames, variableOf } from '../server/config/settings.ts';
import { formatSettingsTable } from '../server/config/settings-table.ts';
import { createFolder, runAgon } from './cli/agon-process.ts';
import { openTestArena } from './doors/test-arena.ts';

const root = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

/** The lines of every fenced block of shell commands, comments and line continuations taken out. */
const commands: readonly string[] = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== ''),
);

/** What the README shows of a terminal: commands after `$`, each with what it prints. */
const [, shown] = /^```console\n(.*?)^```$/ms.exec(readme)!;
const excerpt = shown!
  .split(/^\$ /m)
  .slice(1)
  .map((part) => {
    const [line, ...output] = part.split('\n');
    return { line: line!, output: output.join('\n') };
  });

const inline: readonly string[] = [...readme.matchAll(/`(agon [^`]+)`/g)].map(([, line]) => line!);

/** The variables before a command, such as `AGON_KEY=… `. */
const variables = /^(?:[A-Z_]+=\S+\s+)+/;

/** Each `agon play chess --seat …`, in a block or in a sentence, as its subcommand and options. */
const agonCommands = [...new Set([...commands, ...inline, ...excerpt.map(({ line }) => line)])]
  .map((line) => line.replace(variables, ''))
  .filter((line) => line.startsWith('agon '))
  .map((line) => {
    const words = line.split(/\s+/).slice(1);
    return { line, subcommand: words[0]!, options: words.filter((word) => /^--[a-z]/.test(word)) };
  });

describe('the README', () => {
  test('has commands to check', () => {
    expect(agonCommands.length).toBeGreaterThan(3);
  });

  test.each(agonCommands)('gives a command that exists: $line', async ({ subcommand, options }) => {
    const { stdout } = await runAgon([subcommand, '--help'], fileURLToPath(root));
    expect(stdout).toMatch(new RegExp(`^Usage: agon ${subcommand}\\b`, 'm'));
    for (const option of options) expect(stdout).toMatch(new RegExp(`${option}(?![a-z-])`));
  });

  test('sets only variables of the arena that there are', () => {
    const named = commands
      .flatMap((line) => variables.exec(line)?.[0].match(/[A-Z_]+(?==)/g) ?? [])
      .filter((name) => name.startsWith('AGON_SERVER_'));
    expect(named).toContain('AGON_SERVER_PROCESS_URL');
    expect(settingNames.map(variableOf)).toEqual(expect.arrayContaining(named));
  });

  test('shows what a terminal shows', async () => {
    const folder = await createFolder();
    expect(excerpt).toHaveLength(2);
    for (const { line, output } of excerpt) {
      const { stdout } = await runAgon(line.split(' ').slice(1), folder);
      expect(stdout).toBe(output);
    }
  });

  test('has an agent that plays to the end', async () => {
    const { url, directory } = await openTestArena({ host: createWorkerHost() });
    const [, code] = /^```ts\n(.*?)^```$/ms.exec(readme)!;
    const script = join(directory, 'agent.ts');
    const sdk = new URL('clients/sdk/index.ts', root).href;
    await writeFile(
      script,
      code!.replace(/\.\/clients\/sdk\/index\.ts/, sdk).replace('http://127.0.0.1:2567', url),
    );
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    expect(stdout).toContain(`Watch it: ${url}`);
    expect(stdout).toMatch(/^normal \{/m);
  });

  test('explains every setting in the words of the schema', () => {
    expect(readme).toContain(`\n\n${formatSettingsTable()}\n\n`);
  });

  test('names only scripts that package.json has', () => {
    const names = [...readme.matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, name]) => name!);
    const scripts = names.filter((name) => name !== 'ci');
    expect(scripts).toContain('start');
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  test('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  test('has a reason for every direct dependency, and for nothing else', () => {
    const [, table] = /^## Dependencies$(.*?)^## /ms.exec(readme)!;
    const rows = [...table!.matchAll(/^\| (`[^|]+`) \| ([^|]+) \|$/gm)];
    for (const [, , reason] of rows) expect(reason!.trim().length).toBeGreaterThan(10);
    const named = rows.flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
    const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(named.toSorted()).toEqual(direct.toSorted());
  });
});
