import { decode } from '@colyseus/schema';

/** By the first byte of a text of MessagePack: how its length is read. */
const lengthReaders = new Map([
  [0xd9, decode.uint8],
  [0xda, decode.uint16],
  [0xdb, decode.uint32],
]);

/**
 * The names of messages as Colyseus reads them, but for bytes that are no UTF-8: its own reader tells the terminal of
 * each such frame, which a client may send as often as it likes. They become replacement characters instead.
 */
export const quietDecoder = (): void => {
  decode.string = (bytes, it) => {
    const prefix = bytes[it.offset++]!;
    const length = lengthReaders.get(prefix)?.(bytes, it) ?? prefix & 0x1f;
    const end = Math.min(it.offset + length, bytes.length);
    const name = (bytes as Uint8Array).subarray(it.offset, end);
    it.offset = end;
    return Buffer.from(name).toString('utf8');
  };
};
