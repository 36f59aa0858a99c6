import { actionMutants } from './action-mutants.ts';
import { matchMutants } from './match-mutants.ts';
import type { Mutant } from './mutant.ts';
import { replayMutants } from './replay-mutants.ts';
import { secrecyMutants } from './secrecy-mutants.ts';
import { textMutants } from './text-mutants.ts';

/** One mutant of each kind of defect that the laws exist to catch. */
export const mutants: readonly Mutant[] = [
  ...matchMutants,
  ...actionMutants,
  ...replayMutants,
  ...secrecyMutants,
  ...textMutants,
];
