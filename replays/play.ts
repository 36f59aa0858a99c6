import { canonical } from '../games/canonical.ts';
import type { Json, Seat } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';
import type { By, Step } from './format.ts';

/** One of the actions that make a step, and how it came about. A step has them in the order of the seats. */
export interface PlayedAction {
  readonly seat: Seat;
  readonly action: Json;
  readonly by: By;
}

/** The actions of a step of a log. */
export const playedIn = ({ actions, by }: Pick<Step, 'actions' | 'by'>): PlayedAction[] =>
  Object.entries(actions).map(([seat, action]) => ({ seat: Number(seat), action, by: by[seat]! }));

/** What was played so far, fed with the steps from the first on. */
export interface Play {
  readonly step: (played: readonly PlayedAction[], state: string) => void;
  readonly steps: () => number;
  /** SHA-256 over all (n, actions, state): equal for matches in which the same was played from the same start. */
  readonly hash: () => string;
}

/** Members of a canonical text. The quotes around a seat sort before its digits, so the texts sort as the seats' names do. */
const actionsText = (played: readonly PlayedAction[]): string => {
  if (played.length === 1) return actionText(played[0]!);
  return played.map(actionText).sort().join(',');
};

const actionText = ({ seat, action }: PlayedAction): string => `"${seat}":${canonical(action)}`;

/** A play without a step. It keeps a text, since the actions themselves may be large. */
export const createPlay = (): Play => {
  let text = '';
  let steps = 0;
  return {
    step: (played, state) => {
      steps += 1;
      text += `${steps === 1 ? '' : '\n'}{"actions":{${actionsText(played)}},"n":${steps},"state":"${state}"}`;
    },
    steps: () => steps,
    hash: () => sha256Hex(text),
  };
};
