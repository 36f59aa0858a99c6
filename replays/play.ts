import { canonical } from '../games/canonical.ts';
import type { Json } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';

/** What a step adds to what was played: who acts how, and the hash of the state that it leads to. */
export interface PlayedStep {
  readonly n: number;
  /** By seat. */
  readonly actions: Readonly<Record<string, Json>>;
  readonly state: string;
}

const lineOf = ({ n, actions, state }: PlayedStep): string =>
  `{"actions":${canonical(actions)},"n":${n},"state":"${state}"}`;

/** SHA-256 over all (n, actions, state): equal for matches in which the same was played from the same start. */
export const playHash = (steps: readonly PlayedStep[]): string => sha256Hex(steps.map(lineOf).join('\n'));
