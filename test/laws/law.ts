import type { Playout } from './playout.ts';
import type { Subject } from './subject.ts';

/** One law of the contract: throws an `AssertionError` when a finished match of the subject breaks it. */
export interface Law {
  /** Its number in the list of laws that every game keeps. */
  readonly number: number;
  readonly name: string;
  readonly holds: (subject: Subject, playout: Playout) => void;
}
