import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../errors.ts';
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

  test('values that nest without end are refused', () => {
    const loop: { type: string; self?: unknown } = { type: 'act' };
    loop.self = loop;
    expect(readMessage(loop)).toMatchObject({ code: 'too-deep' });
  });
});
