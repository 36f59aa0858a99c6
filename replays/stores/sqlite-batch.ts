import type { Write } from './write.ts';

/** The rare parts of a write, by its place in the batch. */
interface Extra extends Pick<Write, 'notes' | 'finish' | 'opening'> {
  readonly at: number;
}

/**
 * Writes as they go to the store's thread. To copy one long string costs far less than to copy the objects:
 * `text` holds match, head, next and the lines of each write, joined by line feeds, which none of them can hold;
 * `counts` its epoch and number of lines, transferred; `extras` an array of `Extra` as JSON.
 */
export interface PackedBatch {
  readonly text: string;
  readonly counts: Float64Array<ArrayBuffer>;
  readonly extras: string;
}

const extraOf = ({ notes, finish, opening }: Write, at: number): Extra => ({
  at,
  ...(notes !== undefined && { notes }),
  ...(finish !== undefined && { finish }),
  ...(opening !== undefined && { opening }),
});

export const packBatch = (writes: readonly Write[]): PackedBatch => {
  const fields: string[] = [];
  const counts = new Float64Array(writes.length * 2);
  const extras: Extra[] = [];
  for (const [at, write] of writes.entries()) {
    fields.push(write.match, write.head, write.next, ...write.lines);
    counts[at * 2] = write.epoch;
    counts[at * 2 + 1] = write.lines.length;
    if (write.notes !== undefined || write.finish !== undefined || write.opening !== undefined) {
      extras.push(extraOf(write, at));
    }
  }
  return { text: fields.join('\n'), counts, extras: JSON.stringify(extras) };
};

export const unpackBatch = ({ text, counts, extras }: PackedBatch): Write[] => {
  const fields = text.split('\n');
  const writes: Write[] = [];
  let field = 0;
  for (let at = 0; at < counts.length; at += 2) {
    const lineCount = counts[at + 1]!;
    writes.push({
      match: fields[field]!,
      epoch: counts[at]!,
      head: fields[field + 1]!,
      next: fields[field + 2]!,
      lines: fields.slice(field + 3, field + 3 + lineCount),
    });
    field += 3 + lineCount;
  }
  for (const { at, ...extra } of JSON.parse(extras) as Extra[]) writes[at] = { ...writes[at]!, ...extra };
  return writes;
};
