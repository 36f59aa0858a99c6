import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ws from 'ws';
import { createFrameReader } from './frame-reader.ts';
import { opcodes } from './frames.ts';

const messageBytesMax = 100;

interface FrameParts {
  readonly first: number;
  readonly mask: readonly number[] | undefined;
  readonly payload: Uint8Array;
}

/** A frame as a client writes it, or nearly. */
const formatFrame = ({ first, mask, payload }: FrameParts): Buffer => {
  const { length } = payload;
  const size = length < 126 ? [length] : [126, length >> 8, length & 0xff];
  size[0]! |= mask === undefined ? 0 : 0x80;
  const masked = mask === undefined ? payload : payload.map((byte, at) => byte ^ mask[at & 3]!);
  return Buffer.from([first, ...size, ...(mask ?? []), ...masked]);
};

/** All that was read of chunks, in order: the last entry may be how it ended. */
type Told = readonly (readonly [what: string, of: string | number | null])[];

const readOurs = (chunks: readonly Buffer[]): Told => {
  const told: [string, string | number | null][] = [];
  const read = createFrameReader(messageBytesMax, {
    onText: (text) => told.push(['text', text]),
    onBinary: () => told.push(['binary', null]),
    onPing: (payload) => told.push(['ping', payload]),
    onClose: (payload) => told.push(['close', payload]),
    onBreach: (breach) => told.push(['breach', breach]),
  });
  for (const chunk of chunks) read(Buffer.from(chunk));
  return told;
};

interface Receiver extends NodeJS.EventEmitter {
  write(chunk: Buffer): void;
}
// It is exported, but its types are not.
const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: { readonly isServer: boolean; readonly maxPayload: number }) => Receiver;
};

/** The reader that this one is held against. */
const readWithWs = (chunks: readonly Buffer[]): Promise<Told> =>
  new Promise((resolve) => {
    const told: [string, string | number | null][] = [];
    const receiver = new Receiver({ isServer: true, maxPayload: messageBytesMax });
    let isOver = false;
    receiver.on('message', (data: Buffer, isBinary: boolean) =>
      told.push(isBinary ? ['binary', null] : ['text', data.toString()]),
    );
    receiver.on('ping', (data: Buffer) => told.push(['ping', data.toString('latin1')]));
    receiver.on('conclude', (code: number, reason: Buffer) => {
      isOver = true;
      const payload =
        code === 1005 ? '' : String.fromCharCode(code >> 8, code & 0xff) + reason.toString('latin1');
      told.push(['close', payload]);
    });
    receiver.on('error', (error: Error) => {
      isOver = true;
      const code = Object.getOwnPropertySymbols(error).find(
        (symbol) => symbol.description === 'status-code',
      )!;
      told.push(['breach', (error as unknown as { readonly [code: symbol]: number })[code]!]);
    });
    for (const chunk of chunks) if (!isOver) receiver.write(Buffer.from(chunk));
    // Its events may come an event loop turn later each.
    const settle = (turns: number): void =>
      void setImmediate(() => (turns === 0 ? resolve(told) : settle(turns - 1)));
    settle(30);
  });

const text = fc
  .oneof(fc.string(), fc.string({ unit: 'binary' }))
  .map((one) => Buffer.from(one.toWellFormed()));
const bytes = fc.uint8Array({ maxLength: 140, size: 'max' }).map((one) => Buffer.from(one));
const closePayload = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(999, 1000, 1004, 1005, 1006, 1014, 1015, 2999, 3000, 4999, 5000),
      fc.nat(65_535),
    ),
    text,
  )
  .map(([code, reason]) => Buffer.concat([Buffer.from([code >> 8, code & 0xff]), reason]));
const mask = fc.oneof(
  { weight: 30, arbitrary: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((one) => [...one]) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Frames that mostly are as they must be: whole, or the parts of messages. */
const frame = fc
  .oneof(
    { weight: 12, arbitrary: fc.record({ first: fc.constant(0x80 | opcodes.text), payload: text }) },
    { weight: 3, arbitrary: fc.record({ first: fc.constant(opcodes.text), payload: text }) },
    { weight: 3, arbitrary: fc.record({ first: fc.constant(opcodes.more), payload: text }) },
    { weight: 3, arbitrary: fc.record({ first: fc.constant(0x80 | opcodes.more), payload: bytes }) },
    { weight: 2, arbitrary: fc.record({ first: fc.constantFrom(0x82, 0x81), payload: bytes }) },
    { weight: 3, arbitrary: fc.record({ first: fc.constantFrom(0x89, 0x8a), payload: bytes }) },
    { weight: 2, arbitrary: fc.record({ first: fc.constant(0x80 | opcodes.close), payload: closePayload }) },
    { weight: 1, arbitrary: fc.record({ first: fc.nat(255), payload: bytes }) },
  )
  .chain((parts) => mask.map((chosen) => formatFrame({ ...parts, mask: chosen })));

const cut = (whole: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [
    0,
    ...cuts.map((place) => Math.floor(place * whole.length)).toSorted((a, b) => a - b),
    whole.length,
  ];
  return places.slice(1).map((end, at) => whole.subarray(places[at], end));
};

test('frames, right or broken, are read as the library that everybody uses reads them', async () => {
  const seen = new Set<string | number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
      async (frames, cuts) => {
        const chunks = cut(Buffer.concat(frames), cuts);
        const told = readOurs(chunks);
        expect(told).toEqual(await readWithWs(chunks));
        for (const [what, of] of told) seen.add(what === 'breach' ? of! : what);
      },
    ),
    { numRuns: 1_500 },
  );
  // The law has met every kind of message and of ending.
  for (const kind of ['text', 'binary', 'ping', 'close', 1002, 1007, 1009]) expect(seen).toContain(kind);
});

test('bytes that trickle in, and a message in many parts, are read as when they come at once', () => {
  const parts = ['Zug ', '♞', 'c3', ''].map((part, at, { length }) =>
    formatFrame({
      first: (at === length - 1 ? 0x80 : 0) | (at === 0 ? opcodes.text : opcodes.more),
      mask: [1, 2, 3, 4],
      payload: Buffer.from(part),
    }),
  );
  const long = formatFrame({ first: 0x81, mask: [9, 8, 7, 6], payload: Buffer.from('é'.repeat(50)) });
  const bytesOne = Buffer.concat([...parts, long]);
  const told: Told = [
    ['text', 'Zug ♞c3'],
    ['text', 'é'.repeat(50)],
  ];
  expect(readOurs([bytesOne])).toEqual(told);
  expect(readOurs([...bytesOne].map((byte) => Buffer.from([byte])))).toEqual(told);
});

test.each([
  ['16', [126, 0xff, 0xff]],
  ['64', [127, 0, 0, 0, 1, 0, 0, 0, 0]],
  ['64, beyond any number,', [127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
] as const)(
  'a length of %s bits that is too large is refused before its bytes come',
  (_, [length, ...rest]) => {
    expect(readOurs([Buffer.from([0x81, 0x80 | length, ...rest])])).toEqual([['breach', 1009]]);
  },
);

test('parts of a message count together', () => {
  const part = (first: number): Buffer =>
    formatFrame({ first, mask: [0, 0, 0, 0], payload: Buffer.alloc(messageBytesMax / 2, 'x') });
  expect(readOurs([part(0x01), part(0x80)])).toEqual([['text', 'x'.repeat(messageBytesMax)]]);
  expect(readOurs([part(0x01), part(0x00), part(0x00)])).toEqual([['breach', 1009]]);
});
