import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gameById } from '../games/registry.ts';
import { chainStart, stepSchema } from './format.ts';
import { isPlainStep } from './plain-step.ts';
import { recordRandomMatch } from './samples/random-play.ts';

const step = {
  type: 'step',
  prev: 'a'.repeat(64),
  n: 3,
  actions: { 0: 'rock', 1: 'paper' },
  by: { 0: { id: 'a3', ms: 12, attempts: 1, source: 'script' }, 1: { ms: 0, attempts: 2 } },
  state: '0'.repeat(64),
  at: '2026-02-28T23:59:59.999Z',
};

const text = JSON.stringify(step);
const paths = [
  ...Object.keys(step).map((member) => [member]),
  ['more'],
  ['__proto__'],
  ['actions', '0'],
  ['actions', 'x'],
  ['by', '1'],
  ['by', '-1'],
  ...['id', 'ms', 'attempts', 'source', 'usage', 'note', 'settings', '__proto__'].map((member) => [
    'by',
    '0',
    member,
  ]),
];

/** What stands near the bounds of some member, and anything else that JSON holds. */
const values = fc.oneof(
  fc.constantFrom(
    ...['held', 'step', 'model', 'nobody', '', 'i'.repeat(64), 'i'.repeat(65), chainStart, `${chainStart}0`],
    ...['A'.repeat(64), `${chainStart}\n`, '2026-01-01T00:00:00Z', '2025-02-29T00:00:00Z', '2026-01-01'],
    ...['2026-01-01T00:00:00+01:00', '2024-02-29T00:00:00.5Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00Z'],
    ...[0, 1, -1, 0.5, 2 ** 53 - 1, 2 ** 53, 1e300, true, null, {}, [], { input: 1 }, { ms: 1, attempts: 1 }],
  ),
  fc.jsonValue({ depthSize: 'small' }),
);

/** The step with one member set or left out, as a reader gets it, to whom `__proto__` is a member like others. */
const edited = (path: readonly string[], value: unknown): unknown => {
  const changed = JSON.parse(text) as Record<string, unknown>;
  const parents = path.slice(0, -1);
  const parent = parents.reduce((of, member) => of[member] as typeof changed, changed);
  const member = path.at(-1)!;
  if (value === undefined) delete parent[member];
  else Object.defineProperty(parent, member, { value, enumerable: true, configurable: true });
  return changed;
};

describe('a plain step', () => {
  test.each(['tic-tac-toe', 'rock-paper-scissors', 'kuhn-poker'])('is every step of %s', (id) => {
    const game = gameById(id)!;
    const key = { publicKey: 'k', sign: (_: string, done: (signature: string) => void) => done('s') };
    const plan = { game, config: game.defaults, match: 'test-match', seed: '0'.repeat(32), key };
    const steps = recordRandomMatch(plan).lines.filter((line) => line.startsWith('{"type":"step"'));
    expect(steps.length).toBeGreaterThan(4);
    for (const line of steps) expect(isPlainStep(JSON.parse(line)), line).toBe(true);
  });

  test('is one that the schema takes as it stands', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.option(values, { nil: undefined }), (path, value) => {
        const changed = edited(path, value);
        if (!isPlainStep(changed)) return;
        plain += 1;
        expect(stepSchema.parse(changed)).toStrictEqual(changed);
      }),
      { numRuns: 5_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  test.each([
    ['another type', { ...step, type: 'held' }],
    ['a member too many', { ...step, more: 1 }],
    ['a member too few', { ...step, at: undefined }],
    ['an action that is no text', { ...step, actions: { 0: { take: 1 } } }],
    ['a claim about a model', { ...step, by: { 0: { ms: 1, attempts: 1, model: 'm' } } }],
    ['no object', [step]],
  ])('is none with %s', (_, value) => {
    expect(isPlainStep(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});
