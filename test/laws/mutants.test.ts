import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kuhnPoker } from '../../games/kuhn-poker/game.ts';
import { laws } from './laws.ts';
import { mutants } from './mutants.ts';
import { arbitraryRun, playOut } from './playout.ts';
import { subjectOf } from './subjects.ts';

/** Enough that the rarest defect, one that needs a certain deal, shows for every seed of the generator tried. */
const runs = 60;

test('every law has a mutant', () => {
  const guarded = new Set(mutants.map((mutant) => mutant.law));
  expect(laws.map((law) => law.number).filter((number) => !guarded.has(number))).toEqual([]);
});

test.each(mutants.map((mutant) => [mutant.law, mutant.defect, mutant] as const))(
  'law %i catches %s',
  (number, _defect, { breed, evidence }) => {
    const complaints = laws
      .filter((law) => law.number === number)
      .map((law) => {
        const subject = { ...subjectOf(kuhnPoker), game: breed() };
        const property = fc.property(arbitraryRun(subject), (run) =>
          law.holds(subject, playOut(subject.game, run)),
        );
        const { errorInstance } = fc.check(property, { numRuns: runs, seed: 1, endOnFailure: true });
        return errorInstance instanceof Error ? errorInstance.message : '';
      });
    expect(complaints.join('\n')).toMatch(evidence);
  },
);
