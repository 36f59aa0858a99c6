import { canonical } from '../games/canonical.ts';
import type { Json, Seat } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';

/** Something of each seat that acts in a step: the entries of a `Map`, or those of an object of a log. */
export type BySeat<T> = Iterable<readonly [seat: Seat | string, of: T]>;

/** What was played so far, fed with the steps from the first on. */
export interface Play {
  readonly step: (actions: BySeat<Json>, state: string) => void;
  readonly steps: () => number;
  /** SHA-256 over all (n, actions, state): equal for matches in which the same was played from the same start. */
  readonly hash: () => string;
}

/** Canonical text. The quotes around a seat sort before its digits, so the texts sort as the seats' names do. */
const actionsText = (actions: BySeat<Json>): string => {
  const texts: string[] = [];
  for (const [seat, action] of actions) texts.push(`"${seat}":${canonical(action)}`);
  return `{${texts.length > 1 ? texts.sort().join(',') : (texts[0] ?? '')}}`;
};

/**
 * A play without a step. It keeps texts, since the actions themselves may be large, and joins them at the end only:
 * what a running match holds is copied about by the garbage collector.
 */
export const createPlay = (): Play => {
  const played: string[] = [];
  const states: string[] = [];
  return {
    step: (actions, state) => {
      played.push(actionsText(actions));
      states.push(state);
    },
    steps: () => states.length,
    hash: () => {
      const lines = states.map((state, at) => `{"actions":${played[at]!},"n":${at + 1},"state":"${state}"}`);
      return sha256Hex(lines.join('\n'));
    },
  };
};
