import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex } from '../games/sha256.ts';
import { sources, type By } from './format.ts';
import { createRecorder } from './record.ts';

const text = fc.string({ unit: 'binary' });

/** Members in the order in which a match makes them. */
const arbitraryBy: fc.Arbitrary<By> = fc
  .record(
    {
      id: text,
      ms: fc.nat(),
      attempts: fc.integer({ min: 1, max: 100 }),
      source: fc.constantFrom(...sources),
      usage: fc.record({
        input: fc.nat(),
        costUsd: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      }),
      model: text,
      settings: fc.dictionary(text, fc.jsonValue()),
      finish: text,
    },
    { requiredKeys: ['ms', 'attempts'] },
  )
  .map((by) => by as By);

test('the line of a step is its JSON text, with the hash of the line before', () => {
  const seats = fc.uniqueArray(fc.nat({ max: 63 }), { minLength: 1, maxLength: 4 });
  const ascending = seats.map((all) => all.toSorted((a, b) => a - b));
  const step = ascending.chain((all) =>
    fc.tuple(
      ...all.map((seat) => fc.record({ seat: fc.constant(seat), action: fc.jsonValue(), by: arbitraryBy })),
    ),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      const recorder = createRecorder();
      for (const [at, played] of steps.entries()) {
        const prev = recorder.head();
        const line = recorder.step(at + 1, played, sha256Hex(`${at}`), '2026-01-01T00:00:00.000Z');
        const expected = {
          type: 'step',
          prev,
          n: at + 1,
          actions: Object.fromEntries(played.map(({ seat, action }) => [seat, action])),
          by: Object.fromEntries(played.map(({ seat, by }) => [seat, by])),
          state: sha256Hex(`${at}`),
          at: '2026-01-01T00:00:00.000Z',
        };
        expect(line).toBe(JSON.stringify(expected));
        expect(recorder.head()).toBe(sha256Hex(line));
      }
    }),
  );
});
