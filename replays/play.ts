import { canonical } from '../games/canonical.ts';
import type { Json, Seat } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';

/** Something of each seat that acts in a step: the entries of a `Map`, or those of an object of a log. */
export type BySeat<T> = Iterable<readonly [seat: Seat | string, of: T]>;

/** What was played so far, fed with the steps in their order. */
export interface Play {
  readonly step: (n: number, actions: BySeat<Json>, state: string) => void;
  readonly steps: () => number;
  /** SHA-256 over all (n, actions, state): equal for matches in which the same was played from the same start. */
  readonly hash: () => string;
}

/** Canonical text. The quotes around a seat sort before its digits, so the texts sort as the seats' names do. */
const actionsText = (actions: BySeat<Json>): string => {
  const texts: string[] = [];
  for (const [seat, action] of actions) texts.push(`"${seat}":${canonical(action)}`);
  return `{${(texts.length > 1 ? texts.sort() : texts).join(',')}}`;
};

/** A play without a step. It keeps its text only: the actions themselves may be large. */
export const createPlay = (): Play => {
  const lines: string[] = [];
  return {
    step: (n, actions, state) => {
      lines.push(`{"actions":${actionsText(actions)},"n":${n},"state":"${state}"}`);
    },
    steps: () => lines.length,
    hash: () => sha256Hex(lines.join('\n')),
  };
};
