import { isUtf8 } from 'node:buffer';
import { ByteQueue } from './byte-queue.ts';
import { controlBytesMax, opcodes } from './frames.ts';

/** How a peer broke the protocol, as the close code that tells it (RFC 6455, section 7.4.1). */
export type Breach = 1002 | 1007 | 1009;

/** What a peer says, message by message. After `onClose` or `onBreach` nothing more is read. */
export interface FrameEvents {
  readonly onText: (text: string) => void;
  readonly onBinary: () => void;
  /** Payloads of control frames, one character a byte. */
  readonly onPing: (payload: string) => void;
  readonly onClose: (payload: string) => void;
  readonly onBreach: (breach: Breach) => void;
}

/** Reads the bytes that come next. Takes them over: it removes the mask in place. */
export type FrameReader = (chunk: Buffer) => void;

/** A frame whose payload lies unmasked in `bytes`. */
interface Frame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly isAscii: boolean;
}

interface Reading {
  readonly messageBytesMax: number;
  readonly events: FrameEvents;
  /** The beginning of a frame that has not come whole. */
  readonly rest: ByteQueue;
  /** What came of a message in several frames. */
  readonly parts: ByteQueue;
  /** The opcode that such a message began with; undefined between messages. */
  begun: number | undefined;
  isOver: boolean;
}

const finalBit = 0x80;
const reservedBits = 0x70;
const opcodeBits = 0x0f;
const maskBit = 0x80;
const lengthBits = 0x7f;
const maskBytes = 4;

const isControl = (opcode: number): boolean => opcode >= opcodes.close;

/** Whether the first two bytes of a frame are as they must be, as far as they alone can tell. */
const isFrameStart = (first: number, second: number, begun: number | undefined): boolean => {
  const opcode = first & opcodeBits;
  if ((first & reservedBits) !== 0 || (second & maskBit) === 0) return false;
  switch (opcode) {
    case opcodes.more:
      return begun !== undefined;
    case opcodes.text:
    case opcodes.binary:
      return begun === undefined;
    case opcodes.close:
    case opcodes.ping:
    case opcodes.pong:
      return (first & finalBit) !== 0 && (second & lengthBits) <= controlBytesMax;
    default:
      return false;
  }
};

/** Close codes that a peer may send (section 7.4), and those that applications agree on. */
const isCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006) ||
  (code >= 3000 && code <= 4999);

/** Reads no more; 0 is the length of what was read. */
const breakOff = (reading: Reading, breach: Breach): 0 => {
  reading.isOver = true;
  reading.events.onBreach(breach);
  return 0;
};

/** Removes the mask; answers whether all bytes are ASCII. */
const unmask = (bytes: Buffer, maskAt: number, start: number, end: number): boolean => {
  let all = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]! ^ bytes[maskAt + ((at - start) & 3)]!;
    bytes[at] = byte;
    all |= byte;
  }
  return all < 0x80;
};

const tellText = (
  reading: Reading,
  { bytes, start, end, isAscii }: Omit<Frame, 'opcode' | 'isFinal'>,
): void => {
  if (isAscii) reading.events.onText(bytes.toString('latin1', start, end));
  else if (isUtf8(bytes.subarray(start, end))) reading.events.onText(bytes.toString('utf8', start, end));
  else breakOff(reading, 1007);
};

/** Part of a message in several frames. */
const takePart = (reading: Reading, { opcode, isFinal, bytes, start, end }: Frame): void => {
  const { parts } = reading;
  reading.begun ??= opcode;
  const whole = parts.push(bytes.subarray(start, end));
  if (!isFinal) return;
  if (reading.begun === opcodes.binary) reading.events.onBinary();
  else tellText(reading, { bytes: whole, start: 0, end: whole.length, isAscii: false });
  reading.begun = undefined;
  parts.drop(whole.length);
};

const takeClose = (reading: Reading, { bytes, start, end }: Frame): void => {
  const length = end - start;
  if (length > 0 && (length === 1 || !isCloseCode(bytes.readUInt16BE(start)))) breakOff(reading, 1002);
  else if (length > 2 && !isUtf8(bytes.subarray(start + 2, end))) breakOff(reading, 1007);
  else {
    reading.isOver = true;
    reading.events.onClose(bytes.toString('latin1', start, end));
  }
};

const takeFrame = (reading: Reading, frame: Frame): void => {
  const { opcode, isFinal, bytes, start, end } = frame;
  switch (opcode) {
    case opcodes.close:
      return takeClose(reading, frame);
    case opcodes.ping:
      return reading.events.onPing(bytes.toString('latin1', start, end));
    case opcodes.pong:
      return;
    default:
      if (!isFinal || reading.begun !== undefined) takePart(reading, frame);
      else if (opcode === opcodes.text) tellText(reading, frame);
      else reading.events.onBinary();
  }
};

/** Reads the frame that begins at `at`; answers how long it is, 0 while it has not come whole. */
const readFrame = (reading: Reading, bytes: Buffer, at: number): number => {
  const left = bytes.length - at;
  if (left < 2) return 0;
  const [first, second] = [bytes[at]!, bytes[at + 1]!];
  if (!isFrameStart(first, second, reading.begun)) return breakOff(reading, 1002);
  const opcode = first & opcodeBits;
  let length = second & lengthBits;
  let lengthEnd = at + 2;
  if (length === 126) {
    if (left < 4) return 0;
    length = bytes.readUInt16BE(lengthEnd);
    lengthEnd += 2;
  } else if (length === 127) {
    if (left < 10) return 0;
    length = Number(bytes.readBigUInt64BE(lengthEnd));
    lengthEnd += 8;
  }
  if (!isControl(opcode) && reading.parts.length + length > reading.messageBytesMax)
    return breakOff(reading, 1009);
  const start = lengthEnd + maskBytes;
  const end = start + length;
  if (bytes.length < end) return 0;
  const isAscii = unmask(bytes, lengthEnd, start, end);
  takeFrame(reading, { opcode, isFinal: (first & finalBit) !== 0, bytes, start, end, isAscii });
  return end - at;
};

const readChunk = (reading: Reading, chunk: Buffer): void => {
  if (reading.isOver) return;
  const { rest } = reading;
  // Nearly always a chunk is one frame or some whole ones, and needs no copy.
  const bytes = rest.length === 0 ? chunk : rest.push(chunk);
  let at = 0;
  while (!reading.isOver) {
    const length = readFrame(reading, bytes, at);
    if (length === 0) break;
    at += length;
  }
  if (bytes !== chunk) rest.drop(reading.isOver ? bytes.length : at);
  else if (at < chunk.length && !reading.isOver) rest.push(chunk.subarray(at));
};

/**
 * Reads the frames of a client (RFC 6455, section 5), however its bytes are cut into chunks. A message in any number of
 * frames holds at most `messageBytesMax`: what is kept of one that has not come whole is bounded by a few times that.
 */
export const createFrameReader = (messageBytesMax: number, events: FrameEvents): FrameReader => {
  const reading: Reading = {
    messageBytesMax,
    events,
    rest: new ByteQueue(),
    parts: new ByteQueue(),
    begun: undefined,
    isOver: false,
  };
  return (chunk) => readChunk(reading, chunk);
};
