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

/** Members of a canonical text. The quotes around a seat sort before its digits, so the texts sort as the seats' names do. */
const actionsText = (actions: BySeat<Json>): string => {
  let first: string | undefined;
  /** Those of a step in which more than one seat acts. */
  let all: string[] | undefined;
  for (const [seat, action] of actions) {
    const text = `"${seat}":${canonical(action)}`;
    if (first === undefined) first = text;
    else (all ??= [first]).push(text);
  }
  return all === undefined ? (first ?? '') : all.sort().join(',');
};

/** A play without a step. It keeps a text, since the actions themselves may be large. */
export const createPlay = (): Play => {
  let text = '';
  let steps = 0;
  return {
    step: (actions, state) => {
      steps += 1;
      text += `${steps === 1 ? '' : '\n'}{"actions":{${actionsText(actions)}},"n":${steps},"state":"${state}"}`;
    },
    steps: () => steps,
    hash: () => sha256Hex(text),
  };
};
