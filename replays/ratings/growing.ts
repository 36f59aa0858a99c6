/** A column of numbers that grows: a typed array is a tenth of the size of an array of objects. */
export interface GrowingColumn<Values extends Int32Array | Float64Array = Int32Array> {
  readonly push: (value: number) => void;
  readonly increment: (at: number) => void;
  readonly at: (at: number) => number;
  readonly length: () => number;
  /** The values so far, without a copy: valid until the next push. */
  readonly values: () => Values;
}

/** Small, since whoever makes matches with settings of their own opens a pool for each. */
const startLength = 16;

const createColumn = <Values extends Int32Array | Float64Array>(
  create: (length: number) => Values,
): GrowingColumn<Values> => {
  let values = create(startLength);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const larger = create(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    increment: (at) => {
      values[at]! += 1;
    },
    length: () => length,
    at: (at) => values[at]!,
    values: () => values.subarray(0, length) as Values,
  };
};

/** A column of integers of 32 bits. */
export const createGrowingColumn = (): GrowingColumn => createColumn((length) => new Int32Array(length));

/** A column of integers of up to 53 bits. */
export const createGrowingKeys = (): GrowingColumn<Float64Array> =>
  createColumn((length) => new Float64Array(length));

/** Numbers ordered pairs of small integers in the order of their first appearance. */
export interface PairIndex {
  readonly indexOf: (first: number, second: number) => number;
  readonly size: () => number;
}

/** An open-addressing table: a million look-ups cost some ten milliseconds, where a Map of keys takes ten times that. */
export const createPairIndex = (): PairIndex => {
  let capacity = startLength;
  let slots = new Int32Array(capacity).fill(-1);
  const firsts = createGrowingColumn();
  const seconds = createGrowingColumn();
  let firstValues = firsts.values();
  let secondValues = seconds.values();
  const slotOf = (first: number, second: number): number => {
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (capacity - 1);
  };
  const grow = (): void => {
    capacity *= 2;
    slots = new Int32Array(capacity).fill(-1);
    for (let at = 0; at < firstValues.length; at++) {
      let slot = slotOf(firstValues[at]!, secondValues[at]!);
      while (slots[slot] !== -1) slot = (slot + 1) & (capacity - 1);
      slots[slot] = at;
    }
  };
  const add = (slot: number, first: number, second: number): number => {
    const at = firsts.length();
    firsts.push(first);
    seconds.push(second);
    firstValues = firsts.values();
    secondValues = seconds.values();
    slots[slot] = at;
    if (2 * firsts.length() > capacity) grow();
    return at;
  };
  return {
    indexOf: (first, second) => {
      let slot = slotOf(first, second);
      for (;;) {
        const at = slots[slot]!;
        if (at === -1) return add(slot, first, second);
        if (firstValues[at] === first && secondValues[at] === second) return at;
        slot = (slot + 1) & (capacity - 1);
      }
    },
    size: firsts.length,
  };
};
