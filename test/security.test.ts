import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The rows of the table: threat, defence, and the test as a file and the beginning of a name. */
const rows = read('SECURITY.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Threat'))
  .map((line) => {
    const [threat, defence, named] = line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim());
    const [, file, name] = /^`([^`]+)`: (.+)$/.exec(named ?? '') ?? [];
    return { threat: threat!, defence: defence!, file, name };
  });

describe('SECURITY.md', () => {
  test('is a table of threats', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ threat }) => threat)).size).toBe(rows.length);
  });

  test.each(rows)('names a test that exists: $threat', ({ defence, file, name }) => {
    expect(defence).not.toBe('');
    const source = read(file!);
    const names = [
      ...source.matchAll(
        /(?:test|describe)(?:\.each\([^]*?\)|\.skipIf\([^\n]*?\))?\(\s*['"`]([^\n]+?)['"`],/g,
      ),
    ].map(([, found]) => found!);
    expect(names.filter((found) => found.includes(name!))).not.toEqual([]);
  });
});
