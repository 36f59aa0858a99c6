/** Levels of objects and arrays in one message or body. Recursive readers further in are safe below it. */
export const nestingLevelsMax = 64;

/** What a walk may still come across: a unit for each value, and one for each character of its texts and names. */
interface Allowance {
  units: number;
}

const isDeeperThan = (value: unknown, levels: number, left: Allowance): boolean => {
  left.units -= typeof value === 'string' ? 1 + value.length : 1;
  if (left.units < 0) return true;
  // Bytes are one value: no schema takes them, and each of them would be made a property here.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((member) => isDeeperThan(member, levels - 1, left));
  return Object.entries(value).some(([name, member]) => {
    left.units -= name.length;
    return isDeeperThan(member, levels - 1, left);
  });
};

/**
 * Whether a value that came in `bytesMax` bytes nests too deeply to be read on. A binary frame can name one object in
 * many places, so that a few hundred bytes stand for a tree of any size; every reader would walk all of it. Written
 * out, no value takes less than a byte: what comes to more units than bytes is such a tree.
 */
export const isTooDeep = (value: unknown, bytesMax: number): boolean =>
  isDeeperThan(value, nestingLevelsMax, { units: bytesMax });
