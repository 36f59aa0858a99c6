import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { laws } from './laws.ts';
import { arbitraryRun, playOut } from './playout.ts';
import { subjects } from './subjects.ts';

test('the laws 1 to 11 are all here', () => {
  expect([...new Set(laws.map((law) => law.number))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

describe.each(subjects.map((subject) => [subject.game.id, subject] as const))('%s', (_id, subject) => {
  test.each(laws.map((law) => [law.number, law.name, law] as const))('law %i: %s', (_number, _name, law) => {
    const property = fc.property(arbitraryRun(subject), (run) =>
      law.holds(subject, playOut(subject.game, run)),
    );
    fc.assert(property, { numRuns: subject.runs });
  });

  test('the schemas become JSON Schema, from which agents make their tools', () => {
    for (const schema of Object.values(subject.game.schemas))
      expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({ type: expect.any(String) });
  });

  test('the configuration schema accepts the defaults and fills them in', () => {
    const { game } = subject;
    expect(game.schemas.config.parse(game.defaults)).toEqual(game.defaults);
    expect(game.schemas.config.parse({})).toEqual(game.defaults);
  });
});
