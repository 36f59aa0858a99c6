import { cellCount } from './board.ts';

/** What an entry takes: two masks, and a byte for what is known. */
const entryBytes = 9;

/** The most entries of a table: 75 MB. */
const tableEntriesLimit = 2 ** 23;

/** A transposition table: it maps a pair of masks to a number from 1 to 255; what it has forgotten reads as 0. */
export interface PositionTable {
  readonly bytes: number;
  get(own: number, other: number): number;
  set(own: number, other: number, known: number): void;
}

const hash = (own: number, other: number): number => {
  let mixed = Math.imul(own, 0x9e3779b1) ^ Math.imul(other, 0x85ebca77);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
};

/**
 * A table of fixed size: the largest power of two that is not above `entriesMax`. A key may take two slots;
 * the first keeps the position with fewer stones, since that one is dearer to search again.
 */
export const createPositionTable = (entriesMax: number): PositionTable => {
  if (!(entriesMax >= 2 && entriesMax <= tableEntriesLimit)) {
    throw new RangeError(`a table of ${entriesMax} entries: 2 to ${tableEntriesLimit} expected`);
  }
  const entries = 2 ** Math.floor(Math.log2(entriesMax));
  const owns = new Int32Array(entries);
  const others = new Int32Array(entries);
  const knowns = new Uint8Array(entries);
  const holds = (slot: number, own: number, other: number): boolean =>
    knowns[slot] !== 0 && owns[slot] === own && others[slot] === other;
  const isDearer = (slot: number, own: number, other: number): boolean =>
    knowns[slot] !== 0 && cellCount(owns[slot]! | others[slot]!) < cellCount(own | other);
  return {
    bytes: entries * entryBytes,
    get: (own, other) => {
      const slot = hash(own, other) & (entries - 1);
      if (holds(slot, own, other)) return knowns[slot]!;
      return holds(slot ^ 1, own, other) ? knowns[slot ^ 1]! : 0;
    },
    set: (own, other, known) => {
      const first = hash(own, other) & (entries - 1);
      const slot = isDearer(first, own, other) ? first ^ 1 : first;
      owns[slot] = own;
      others[slot] = other;
      knowns[slot] = known;
    },
  };
};
