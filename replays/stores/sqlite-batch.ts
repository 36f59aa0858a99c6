import type { Write } from './write.ts';

/** The rare parts of a write. */
type Extra = Pick<Write, 'notes' | 'finish' | 'opening'>;

/**
 * Writes as they go to the store's thread. Objects cost far more to copy than bytes, and bytes that both threads see
 * need no copy: `bytes` holds match, head, next, the lines and the `Extra` as JSON of each write in UTF-8, each with a
 * line feed after it, which none of them can hold; `counts`, transferred, its epoch, lines and extras (0 or 1).
 */
export interface PackedBatch {
  readonly bytes: SharedArrayBuffer;
  readonly counts: Float64Array<ArrayBuffer>;
}
const countsAWrite = 3;

/** A write as the store's thread has it. Its lines are the bytes that become texts in the database. */
export interface PackedWrite extends Omit<Write, 'lines'> {
  readonly lines: readonly Uint8Array[];
}

const lineFeed = 0x0a;
const bytesMin = 64 * 1024;
/** Memory above this is given back once batches are small again. */
const bytesKeptMax = 4 * 1024 * 1024;

const hasExtra = ({ notes, finish, opening }: Write): boolean =>
  notes !== undefined || finish !== undefined || opening !== undefined;

const extraText = ({ notes, finish, opening }: Write): string =>
  JSON.stringify({ notes, finish, opening } satisfies { readonly [Name in keyof Extra]-?: unknown });

const isFit = (bytes: SharedArrayBuffer, size: number): boolean =>
  size <= bytes.byteLength && (bytes.byteLength <= bytesKeptMax || size > bytesKeptMax);

/** Packs batches, one after another, into the same memory: the thread must be done with one before the next is packed. */
export const createBatchPacker = (): ((writes: readonly Write[]) => PackedBatch) => {
  let bytes = new SharedArrayBuffer(bytesMin);
  return (writes) => {
    const fields: string[] = [];
    const counts = new Float64Array(writes.length * countsAWrite);
    let at = 0;
    for (const write of writes) {
      const isMore = hasExtra(write);
      fields.push(write.match, write.head, write.next, ...write.lines);
      if (isMore) fields.push(extraText(write));
      counts[at] = write.epoch;
      counts[at + 1] = write.lines.length;
      counts[at + 2] = Number(isMore);
      at += countsAWrite;
    }
    fields.push('');
    const text = fields.join('\n');
    const size = Buffer.byteLength(text);
    if (!isFit(bytes, size)) bytes = new SharedArrayBuffer(Math.max(bytesMin, 2 * size));
    Buffer.from(bytes).write(text);
    return { bytes, counts };
  };
};

/** The writes of a batch. Their lines lie in its memory: they hold until it is answered. */
export const unpackBatch = ({ bytes, counts }: PackedBatch): PackedWrite[] => {
  const buffer = Buffer.from(bytes);
  let from = 0;
  const take = <T>(read: (start: number, end: number) => T): T => {
    const start = from;
    const end = buffer.indexOf(lineFeed, start);
    from = end + 1;
    return read(start, end);
  };
  const textAt = (start: number, end: number): string => buffer.toString('utf8', start, end);
  const bytesAt = (start: number, end: number): Uint8Array => new Uint8Array(bytes, start, end - start);
  const writes: PackedWrite[] = [];
  for (let at = 0; at < counts.length; at += countsAWrite) {
    const [match, head, next] = [take(textAt), take(textAt), take(textAt)];
    const lines: Uint8Array[] = [];
    for (let left = counts[at + 1]!; left > 0; left--) lines.push(take(bytesAt));
    const extra = counts[at + 2] === 0 ? undefined : (JSON.parse(take(textAt)) as Extra);
    writes.push({ match, epoch: counts[at]!, head, next, lines, ...extra });
  }
  return writes;
};
