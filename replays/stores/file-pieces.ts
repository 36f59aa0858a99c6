/** Bytes are handed to the system in pieces of this size: each hand-over wakes a thread, which costs a match or two. */
const pieceBytes = 1024 * 1024;
/** Pieces of memory that are kept to be filled again, since fresh memory costs as much as what is written to it. */
const sparePiecesMax = 2;

/** UTF-8 takes at most so many bytes for a UTF-16 code unit. */
const bytesPerUnit = 3;

const lineFeed = 0x0a;

/** Memory, and how much of it is used. */
interface Piece {
  readonly bytes: Buffer;
  used: number;
}

/** Joins lines to pieces: each is encoded once, where it stays until it is written. */
export const createPieces = () => {
  const spare: Buffer[] = [];
  const newPiece = (bytesMin: number): Piece => ({
    bytes:
      (bytesMin <= pieceBytes ? spare.pop() : undefined) ??
      Buffer.allocUnsafeSlow(Math.max(pieceBytes, bytesMin)),
    used: 0,
  });
  let full: Piece[] = [];
  let open = newPiece(0);
  const close = (bytesMin: number): void => {
    full.push(open);
    open = newPiece(bytesMin);
  };
  return {
    /** Answers how many bytes it takes. */
    add: (line: string): number => {
      const bytesMax = line.length * bytesPerUnit + 1;
      if (open.used + bytesMax > open.bytes.length) close(bytesMax);
      const from = open.used;
      open.used += open.bytes.write(line, from);
      open.bytes[open.used++] = lineFeed;
      return open.used - from;
    },
    hasFull: () => full.length > 0,
    isEmpty: () => full.length === 0 && open.used === 0,
    /** The full ones, or all that is there. */
    take: (isAll: boolean): readonly Piece[] => {
      if (isAll && open.used > 0) close(0);
      const taken = full;
      full = [];
      return taken;
    },
    /** Gives back a piece that is written. */
    reuse: ({ bytes }: Piece): void => {
      if (bytes.length === pieceBytes && spare.length < sparePiecesMax) spare.push(bytes);
    },
  };
};
