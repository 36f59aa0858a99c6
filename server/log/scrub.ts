/** Secrets by their form, and what is left of them. */
const secrets: readonly (readonly [RegExp, string])[] = [
  // A key of the arena: its id may be known.
  [/\b(agon_[a-z]+_[0-9a-f]{16})_[A-Za-z0-9_-]{43}/g, '$1_[secret]'],
  // A ticket: its match and seat may be known.
  [/([A-Za-z0-9_-]{6,64}\.\d{1,2})\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g, '$1.[secret]'],
  // A seed or a salt.
  [/(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])/g, '[secret]'],
  // The password in an address, before its host or among its parameters.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"\\]*):[^\s@/"\\]+@/gi, '$1:[secret]@'],
  [/\b(password|passwd|api[-_]?key|token|secret)(=|%3D)[^\s&"\\]+/gi, '$1$2[secret]'],
  // Keys of model providers, and what goes with a request.
  [/\bsk-[A-Za-z0-9_-]{8,}/g, '[secret]'],
  [/\b(bearer|basic)( +)[A-Za-z0-9._~+/=-]{8,}/gi, '$1$2[secret]'],
];

/** A text without secrets of known forms; the last defence, after giving the log none. */
export const scrub = (text: string): string =>
  secrets.reduce((scrubbed, [pattern, left]) => scrubbed.replace(pattern, left), text);
