/** An object at the top level of a text, and where it ends. */
export interface FoundObject {
  readonly value: Readonly<Record<string, unknown>>;
  readonly end: number;
}

/** What a scan of a text found; `isCut`: the last value is broken, or was begun and not ended. */
export interface FoundObjects {
  readonly objects: readonly FoundObject[];
  readonly isCut: boolean;
}

/** The end of the bracket that opens at `from`, strings respected; undefined where the text ends before it. */
const closingOf = (text: string, from: number): number | undefined => {
  const open: string[] = [];
  let isString = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (isString) {
      if (character === '\\') at += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') open.push(character);
    else if (character === '}' || character === ']') {
      const opened = open.pop();
      if ((opened === '{') !== (character === '}')) return at;
      if (open.length === 0) return at;
    }
  }
  return undefined;
};

const tryParse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const quotedName = /"\s*:/;

/** Brackets that are looked into; a text made of brackets alone would take the square of its length. */
const bracketsMax = 500;

/**
 * The JSON objects of a text, in order, in or outside of fences. Objects within an array are no answers: a list of
 * candidates has a last one, too.
 */
export const findObjects = (text: string): FoundObjects => {
  const objects: FoundObject[] = [];
  let isBroken = false;
  let looked = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character !== '{' && character !== '[') continue;
    looked += 1;
    if (looked > bracketsMax) return { objects, isCut: isBroken };
    const end = closingOf(text, at);
    if (end === undefined) {
      // Brackets of prose and of other languages are often left open; JSON goes on with a quote or a bracket.
      if (/^[{[]\s*(?:$|["{[])/.test(text.slice(at, at + 40))) return { objects, isCut: true };
      continue;
    }
    const span = text.slice(at, end + 1);
    const value = tryParse(span);
    // What is broken was meant as JSON if it has a quoted name: a whole object within it is another answer.
    if (value === undefined && !quotedName.test(span)) continue;
    isBroken = value === undefined;
    if (isObject(value)) objects.push({ value, end: end + 1 });
    at = end;
  }
  return { objects, isCut: isBroken };
};
