import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import { laws } from './laws.ts';
import { mutants } from './mutants/mutants.ts';
import { arbitraryRun, playOut } from './playout.ts';
import type { Subject } from './subject.ts';
import { subjectOf } from './subjects.ts';

/** Enough matches that a defect which needs a certain deal shows. */
const runs = 60;

/** What the laws of this number have to say about a subject; each law gets a fresh one. */
const complaintsOf = (number: number, breed: () => Subject): string =>
  laws
    .filter((law) => law.number === number)
    .map((law) => {
      const subject = breed();
      const property = fc.property(arbitraryRun(subject), (run) =>
        law.holds(subject, playOut(subject.game, run)),
      );
      const { errorInstance } = fc.check(property, { numRuns: runs, seed: 1, endOnFailure: true });
      return errorInstance instanceof Error ? errorInstance.message : '';
    })
    .filter((complaint) => complaint !== '')
    .join('\n');

test('every law has a mutant, and says nothing about the game unchanged', () => {
  const guarded = mutants.map((mutant) => mutant.law);
  for (const { number } of laws) expect(guarded).toContain(number);
  for (const number of new Set(guarded)) expect(complaintsOf(number, () => subjectOf(kuhnPoker))).toBe('');
});

test.each(mutants.map((mutant) => [mutant.law, mutant.defect, mutant] as const))(
  'law %i catches %s',
  (number, _defect, { breed, evidence }) => {
    expect(complaintsOf(number, () => ({ ...subjectOf(kuhnPoker), game: breed() }))).toMatch(evidence);
  },
);

test('law 7 cannot be passed by a redeal that is missing or changes nothing', () => {
  const { redeal: _redeal, ...without } = subjectOf(kuhnPoker);
  expect(complaintsOf(7, () => without)).toMatch(/needs a redeal/);
  expect(complaintsOf(7, () => ({ ...without, redeal: (state) => state }))).toMatch(/proves nothing/);
});
