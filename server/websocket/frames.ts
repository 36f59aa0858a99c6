/** The meanings that a frame may have (RFC 6455, section 5.2). */
export const opcodes = { more: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** A control frame holds no more. */
export const controlBytesMax = 125;

const shortMax = 125;
const mediumMax = 0xff_ff;

/** The bytes of a text, one a character; a text of ASCII alone is that already. */
const toLatin1 = (text: string): string =>
  Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');

/** A number as `count` bytes, the highest first. */
const formatBytes = (value: number, count: number): string => {
  let text = '';
  for (let rest = value; text.length < count; rest = Math.floor(rest / 256))
    text = String.fromCharCode(rest % 256) + text;
  return text;
};

const formatLength = (bytes: number): string => {
  if (bytes <= shortMax) return String.fromCharCode(bytes);
  if (bytes <= mediumMax) return `\x7e${formatBytes(bytes, 2)}`;
  return `\x7f${formatBytes(bytes, 8)}`;
};

/** The first byte of a whole text. */
const finalText = '\x81';

/**
 * A text as one unmasked frame, as a string of its bytes: to be written as latin1. A string goes to the system's call
 * without a buffer of its own, and frames are joined by `+`.
 */
export const formatTextFrame = (text: string): string => {
  const payload = toLatin1(text);
  return finalText + formatLength(payload.length) + payload;
};

/** A control frame as a string of its bytes; `payload` too has a character for each byte. */
export const formatControlFrame = (opcode: number, payload = ''): string => {
  if (payload.length > controlBytesMax) throw new RangeError('a control frame holds 125 bytes');
  return String.fromCharCode(0x80 | opcode, payload.length) + payload;
};

/** What a close frame holds, one character a byte. */
export const formatClosePayload = (code: number, reason: string): string =>
  formatBytes(code, 2) + toLatin1(reason);
