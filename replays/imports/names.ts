/** Player names as they come in files, each numbered once, in the order of first appearance. */
export interface Names {
  /** The number of the name in these bytes, from `from` to before `to`. */
  readonly indexOf: (bytes: Uint8Array, from: number, to: number) => number;
  readonly text: (index: number) => string;
  readonly size: () => number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** UTF-8, or Latin-1 where it is not valid UTF-8: PGN files come in both. */
export const decodeText = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
};

const hashOf = (bytes: Uint8Array, from: number, to: number): number => {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
};

const isSame = (known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean => {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at++) if (known[at] !== bytes[from + at]) return false;
  return true;
};

/** Looks names up by their bytes, so that a text is made only once a name and not once a game. */
export const createNames = (): Names => {
  let slots = new Int32Array(1024).fill(-1);
  const spellings: { readonly bytes: Uint8Array; readonly hash: number; readonly index: number }[] = [];
  const texts: string[] = [];
  const byText = new Map<string, number>();
  const place = (spelling: number): void => {
    let slot = spellings[spelling]!.hash & (slots.length - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = spelling;
  };
  const add = (bytes: Uint8Array, hash: number): number => {
    // The same name may come in two encodings: it is one player.
    const text = decodeText(bytes).normalize('NFC');
    let index = byText.get(text);
    if (index === undefined) byText.set(text, (index = texts.push(text) - 1));
    const spelling = spellings.push({ bytes, hash, index }) - 1;
    if (2 * spellings.length > slots.length) {
      slots = new Int32Array(2 * slots.length).fill(-1);
      for (const at of spellings.keys()) place(at);
    } else place(spelling);
    return index;
  };
  return {
    indexOf: (bytes, from, to) => {
      const hash = hashOf(bytes, from, to);
      for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
        const spelling = slots[slot]!;
        if (spelling === -1) return add(bytes.slice(from, to), hash);
        const known = spellings[spelling]!;
        if (known.hash === hash && isSame(known.bytes, bytes, from, to)) return known.index;
      }
    },
    text: (index) => texts[index]!,
    size: () => texts.length,
  };
};
