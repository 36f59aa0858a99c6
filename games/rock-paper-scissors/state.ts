import type { History } from './throws.ts';

export interface Config {
  readonly rounds: number;
}

/** Members are in sorted order. Everybody sees all of it: a choice enters it only together with the other one. */
export interface State {
  readonly history: History;
  /** The rounds that the first player won less those that it lost. */
  readonly net: number;
  /** How many rounds the match has. */
  readonly rounds: number;
}

export type View = State;
