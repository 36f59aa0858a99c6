import type { IncomingMessage } from 'node:http';

/** Whether a page of `origin` may use this server: no browser page, a page of the server's own, or one allowed. */
export const isOriginAllowed = (
  { headers: { origin, host } }: Pick<IncomingMessage, 'headers'>,
  allowed: readonly string[],
): boolean => {
  if (origin === undefined || allowed.includes(origin)) return true;
  // A sandboxed page says "null", which is nobody's origin.
  return URL.canParse(origin) && new URL(origin).host === host;
};
