import { problem, type ImportProblem } from './import-reader.ts';

/** Reads records from `start` on; answers where the first incomplete one begins, or what is wrong. */
type ReadRecords = (bytes: Uint8Array, start: number) => number | ImportProblem;

/** Bytes that come in pieces, of which a reader leaves what is not a whole record yet. */
export interface Pieces {
  readonly push: (piece: Uint8Array, line: number, read: ReadRecords) => ImportProblem | undefined;
  /** Reads what is left. */
  readonly end: (read: ReadRecords) => ImportProblem | undefined;
}

/** A record of more bytes is refused: nothing that is a game is so long. */
const recordBytesMax = 4 * 1024 * 1024;

const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

const hasByteOrderMark = (bytes: Uint8Array): boolean =>
  byteOrderMark.every((byte, at) => bytes[at] === byte);

const join = (rest: Uint8Array, piece: Uint8Array): Uint8Array => {
  if (rest.length === 0) return piece;
  const joined = new Uint8Array(rest.length + piece.length);
  joined.set(rest);
  joined.set(piece, rest.length);
  return joined;
};

export const createPieces = (): Pieces => {
  let rest: Uint8Array = new Uint8Array();
  let isStart = true;
  const startIn = (bytes: Uint8Array): number =>
    isStart && hasByteOrderMark(bytes) ? byteOrderMark.length : 0;
  return {
    push: (piece, line, read) => {
      const bytes = join(rest, piece);
      // A byte order mark may be cut in two.
      if (isStart && bytes.length < byteOrderMark.length) {
        rest = bytes.slice();
        return undefined;
      }
      const at = read(bytes, startIn(bytes));
      isStart = false;
      if (typeof at !== 'number') return at;
      rest = bytes.slice(at);
      if (rest.length <= recordBytesMax) return undefined;
      const why = `What begins here has over ${recordBytesMax} bytes without an end; break it into lines, or close the quote.`;
      return problem('line-too-long', line, why);
    },
    end: (read) => {
      const at = read(rest, startIn(rest));
      return typeof at === 'number' ? undefined : at;
    },
  };
};
