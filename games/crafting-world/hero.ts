import type { Effects, Stack } from './world.ts';

/** A level and how far it is to the next: at `next` points of experience the level rises. */
export interface Mastery {
  readonly level: number;
  readonly next: number;
  readonly xp: number;
}

/** Units by item, positive, members in sorted order. */
export type Goods = Readonly<Record<string, number>>;

/** Members are in sorted order. */
export interface Hero {
  readonly bank: Goods;
  /** What the hero has without gear: at least `hp`, and `capacity` where the rules limit what is carried. */
  readonly base: Effects;
  /** What is worn, by slot; empty slots are absent. */
  readonly equipment: Readonly<Record<string, Stack>>;
  readonly gold: number;
  /** Hit points left, from 1 to the hero's full hit points. */
  readonly hp: number;
  readonly inventory: Goods;
  /** The combat level. */
  readonly mastery: Mastery;
  readonly skills: Readonly<Record<string, Mastery>>;
  /** Steps spent so far. */
  readonly steps: number;
  /** How often each source was tried, which its rated drops are counted by; only sources with rated drops. */
  readonly tries: Goods;
  readonly x: number;
  readonly y: number;
}

/** What heroes share and change: both are empty at the start and stay so where the rules have no such thing. */
export interface Land {
  /** Units bought less units sold, by item; moves prices. */
  readonly demand: Readonly<Record<string, number>>;
  /** Units taken from a resource tile, by `x,y`. */
  readonly taken: Goods;
}

/** What an action changes. */
export interface Situation {
  readonly hero: Hero;
  readonly land: Land;
}

export const emptyLand: Land = { demand: {}, taken: {} };
