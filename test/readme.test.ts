import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

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

/** `agon play chess --seat …` as its subcommand and options. */
const agonCommands = commands
  .filter((line) => /^(npx )?agon /.test(line))
  .map((line) => {
    const words = line.replace(/^npx /, '').split(/\s+/).slice(1);
    return { line, subcommand: words[0]!, options: words.filter((word) => /^--[a-z]/.test(word)) };
  });

const helps = new Map<string, string>();

const helpOf = (subcommand: string): string => {
  const known = helps.get(subcommand);
  if (known !== undefined) return known;
  const program = fileURLToPath(new URL('clients/cli/agon.ts', root));
  const help = execFileSync(process.execPath, [program, subcommand, '--help'], { encoding: 'utf8' });
  helps.set(subcommand, help);
  return help;
};

describe('the README', () => {
  test('has commands to check', () => {
    expect(agonCommands.length).toBeGreaterThan(3);
  });

  test.each(agonCommands)('gives a command that exists: $line', ({ subcommand, options }) => {
    const help = helpOf(subcommand);
    expect(help).toMatch(new RegExp(`^Usage: agon ${subcommand}\\b`, 'm'));
    for (const option of options) expect(help).toMatch(new RegExp(`${option}(?![a-z-])`));
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
