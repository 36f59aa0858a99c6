import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../errors.ts';
import { usageMax } from '../../replays/format.ts';
import { limits } from '../protocol/limits.ts';
import { actSchema } from '../protocol/messages.ts';
import { readMessage } from './read-message.ts';

describe('readMessage', () => {
  test('never throws: any value is a message or a refusal', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }),
        (value) => {
          expect(typeof readMessage(value)).toBe('object');
        },
      ),
    );
  });

  test('an act with any JSON action is read as it was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (action) => {
        const frame = JSON.stringify({ type: 'act', turn: 1, id: 'a', action });
        fc.pre(!frame.includes('__proto__'));
        const message = readMessage(JSON.parse(frame));
        expect(isRefusal(message)).toBe(false);
        expect(message).toEqual(JSON.parse(frame));
      }),
    );
  });

  test('an act of one word is read by hand as its schema reads it', () => {
    const rarely = <T>(usual: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: fc.jsonValue() });
    const frame = fc.record(
      {
        type: rarely(fc.constant('act')),
        turn: rarely(fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(1.5, 2 ** 53, 2 ** 53 - 1))),
        id: rarely(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('x'.repeat(64), 'x'.repeat(65)))),
        action: rarely(fc.string({ maxLength: 3 })),
        extra: fc.constantFrom(...Array.from({ length: 9 }, () => undefined), 1),
      },
      { requiredKeys: ['type', 'turn', 'id', 'action'] },
    );
    const count = { read: 0, refused: 0 };
    fc.assert(
      fc.property(frame, (given) => {
        const value: unknown = JSON.parse(JSON.stringify(given));
        const message = readMessage(value);
        const read = isRefusal(message) || message.type !== 'act' ? undefined : message;
        expect(read).toEqual(actSchema.safeParse(value).data);
        count[read === undefined ? 'refused' : 'read'] += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(count.read, count.refused)).toBeGreaterThan(200);
  });

  test('more tokens or money than one answer can cost are refused, so that a match adds up to exact numbers', () => {
    const act = { type: 'act', turn: 1, id: 'a', action: 'A' };
    const { tokens, costUsd } = usageMax;
    expect(readMessage({ ...act, usage: { input: tokens, costUsd } })).toMatchObject({
      usage: { input: tokens },
    });
    for (const usage of [{ input: tokens + 1 }, { cached: Number.MAX_SAFE_INTEGER }, { costUsd: 1e308 }])
      expect(readMessage({ ...act, usage })).toMatchObject({ code: 'bad-frame' });
    expect(1_000_000 * tokens).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  test('settings beyond their limit are refused, so that readers take the log that repeats them', () => {
    const act = (units: number): unknown => ({
      type: 'act',
      turn: 1,
      id: 'a',
      action: 'e4',
      settings: { s: 'x'.repeat(units - '{"s":""}'.length) },
    });
    expect(readMessage(act(limits.settingsUnitsMax))).toMatchObject({ type: 'act' });
    expect(readMessage(act(limits.settingsUnitsMax + 1))).toMatchObject({ code: 'bad-frame' });
  });

  test('values that nest without end are refused', () => {
    const loop: { type: string; self?: unknown } = { type: 'act' };
    loop.self = loop;
    expect(readMessage(loop)).toMatchObject({ code: 'too-deep' });
  });

  test('a graph that stands for a tree without end is refused before it is walked', () => {
    const act = (action: unknown) => ({ type: 'act', turn: 1, id: 'a', action });
    let twice: unknown = { a: 1 };
    for (let level = 0; level < 40; level++) twice = [twice, twice];
    expect(readMessage(act(twice))).toMatchObject({ code: 'too-deep' });
    for (const long of [{ text: 'x'.repeat(100_000) }, { ['x'.repeat(100_000)]: 1 }]) {
      expect(readMessage(act([long, long, long]))).toMatchObject({ code: 'too-deep' });
      expect(readMessage(act([long, long]))).toEqual(act([long, long]));
    }
  });

  test('as many values as a frame can hold are read', () => {
    const empty = JSON.stringify({ type: 'act', turn: 1, id: 'a', action: [] }).length;
    const action = Array.from({ length: Math.floor((limits.frameBytesMax - empty) / 2) }, () => 1);
    const message = readMessage({ type: 'act', turn: 1, id: 'a', action });
    expect(isRefusal(message)).toBe(false);
  });

  test('bytes are no action', () => {
    const message = readMessage({
      type: 'act',
      turn: 1,
      id: 'a',
      action: Buffer.alloc(limits.frameBytesMax),
    });
    expect(message).toMatchObject({ code: 'bad-frame' });
  });
});
