/**
 * A text as one unmasked WebSocket frame (RFC 6455, section 5.2), as a string of its bytes: to be written as latin1. A
 * string goes to the system's call without a buffer of its own, and frames are joined by `+`.
 */
export const formatTextFrame = (text: string): string => {
  const payload = isAscii(text) ? text : Buffer.from(text).toString('latin1');
  return finalText + formatLength(payload.length) + payload;
};

/** The first byte: a whole message, and it is text. */
const finalText = '\x81';
const shortMax = 125;
const mediumMax = 0xff_ff;

const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
};

const formatLength = (bytes: number): string => {
  if (bytes <= shortMax) return String.fromCharCode(bytes);
  if (bytes <= mediumMax) return `\x7e${formatBytes(bytes, 2)}`;
  return `\x7f${formatBytes(bytes, 8)}`;
};

/** A number as `count` bytes, the highest first. */
const formatBytes = (value: number, count: number): string => {
  let text = '';
  for (let rest = value; text.length < count; rest = Math.floor(rest / 256))
    text = String.fromCharCode(rest % 256) + text;
  return text;
};
