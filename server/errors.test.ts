import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from './catalogue.ts';
import { formatErrorMessage, formatIssues, formatProblem, refuse, type RefusalCode } from './errors.ts';

const codes = Object.keys(catalogue) as RefusalCode[];
const root = new URL('..', import.meta.url).pathname;

const textsUnder = (folder: string, isWanted: (name: string) => boolean): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(isWanted)
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');

describe('the catalogue', () => {
  test('every code is used by the server and shown by a test', () => {
    const isTest = (name: string): boolean => name.endsWith('.test.ts');
    const source = textsUnder(
      'server',
      (name) => name.endsWith('.ts') && !isTest(name) && name !== 'catalogue.ts',
    );
    const tests =
      textsUnder('test/doors', isTest) +
      textsUnder('server', (name) => isTest(name) && name !== 'errors.test.ts');
    expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
    expect(codes.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
  });

  test('every entry is one sentence and a hint, with a status of a refusal', () => {
    for (const code of codes) {
      const { status, title, hint } = catalogue[code];
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(hint.length).toBeGreaterThan(10);
    }
  });

  test('a refusal looks alike on both doors', () => {
    const refusal = refuse('unknown-game', 'There is no game "ludo".');
    const { hint } = catalogue['unknown-game'];
    expect(formatErrorMessage(refusal)).toEqual({
      type: 'error',
      code: 'unknown-game',
      message: refusal.message,
      hint,
    });
    expect(formatProblem(refusal)).toMatchObject({
      status: 404,
      code: 'unknown-game',
      detail: refusal.message,
      hint,
    });
  });
});

describe('of a union', () => {
  const union = z.union([z.enum(['a', 'b']), z.strictObject({ n: z.number() }), z.literal('a')]);
  const told = (value: unknown): string => {
    const parsed = z.strictObject({ one: union }).safeParse({ one: value });
    return parsed.success ? '' : formatIssues(parsed.error.issues);
  };
  test.each([
    [
      'c',
      'one: Invalid option: expected one of "a"|"b"; or expected object, received string; or expected "a".',
    ],
    [{ n: 'x' }, 'one.n: Invalid input: expected number, received string.'],
    [{ n: 1, m: 1 }, 'one: Unrecognized key: "m".'],
  ])('%j is told what would be right', (value, message) => expect(told(value)).toBe(message));

  test('its own message stands', () => {
    const parsed = z.union([z.string(), z.number()], 'neither').safeParse(null);
    expect(formatIssues(parsed.error!.issues)).toBe('the whole: neither.');
  });
});

test('issues name their members, at most four, in bounded text', () => {
  const issue = { path: ['seats', 0, 'kind'], message: 'what else' };
  expect(formatIssues([issue])).toBe('seats[0].kind: what else.');
  expect(formatIssues([{ path: [], message: 'no object' }])).toBe('the whole: no object.');
  expect(formatIssues(Array.from({ length: 9 }, () => issue)).match(/kind/g)).toHaveLength(4);
  expect(formatIssues([{ path: ['x'.repeat(5000)], message: '' }]).length).toBeLessThanOrEqual(1000);
});
