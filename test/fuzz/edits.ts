import fc from 'fast-check';

/** One change of some bytes. `at` is a share of their length, so that it fits whatever they are. */
type Edit =
  | { readonly kind: 'set' | 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'cut' | 'repeat'; readonly at: number; readonly length: number };

/** What readers trip over: numbers at the edges, keys of prototypes, paths, escapes, half of a character. */
const hostile = [
  '__proto__',
  'constructor',
  '{"__proto__":{"isAdmin":true}}',
  '-0',
  '1e999',
  '9007199254740993',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  '../../../etc/passwd',
  '%2e%2e%2f',
  '%00',
  '%ff',
  '\u0000',
  '\ud800',
  '\\ud800',
  '"',
  '\\',
  '\r\n\r\n',
  '\u202e',
  'null',
  ',,',
].map((text) => new TextEncoder().encode(text));

const at = fc.double({ min: 0, max: 1, noNaN: true });
const bytes = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.constantFrom(...hostile));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('set' as const, 'insert' as const), at, bytes }),
  fc.record({
    kind: fc.constantFrom('cut' as const, 'repeat' as const),
    at,
    length: fc.integer({ min: 1, max: 64 }),
  }),
);

const apply = (text: Uint8Array, change: Edit): Uint8Array => {
  const from = Math.floor(change.at * text.length);
  const [head, tail] = [text.subarray(0, from), text.subarray(from)];
  switch (change.kind) {
    case 'set':
      return Buffer.concat([head, change.bytes, tail.subarray(change.bytes.length)]);
    case 'insert':
      return Buffer.concat([head, change.bytes, tail]);
    case 'cut':
      return Buffer.concat([head, tail.subarray(change.length)]);
    case 'repeat':
      return Buffer.concat([head, tail.subarray(0, change.length), tail]);
  }
};

/** Recorded bytes with a few changes; now and then none, so that what follows is reached too. */
export const edited = (recorded: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.constantFrom(...recorded), fc.array(edit, { maxLength: 4 })).map(([original, changes]) => {
    let text = original;
    for (const change of changes) text = apply(text, change);
    return text;
  });

/** The bytes of texts, as they were recorded. */
export const bytesOf = (texts: readonly string[]): Uint8Array[] =>
  texts.map((text) => new TextEncoder().encode(text));
