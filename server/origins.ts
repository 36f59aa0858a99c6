import type { IncomingMessage } from 'node:http';
import { isLoopback } from './loopback.ts';

/** Whether a page may use this server: no browser page, a page of the server's own, or one of an origin that is allowed. */
export type OriginRule = (request: Pick<IncomingMessage, 'headers'>) => boolean;

export interface OriginOptions {
  /** Origins that are allowed, whatever the server is called. */
  readonly allowed: readonly string[];
  /**
   * The server trusts whoever reaches it on this machine. A stranger's page may have its own name lead here (DNS
   * rebinding): then the server's own pages are those under names of this machine alone.
   */
  readonly isForThisMachine: boolean;
}

/** Browsers ask nobody where the names below `localhost` lead. */
const isOfThisMachine = (host: string): boolean => isLoopback(host) || host.endsWith('.localhost');

export const createOriginRule =
  ({ allowed, isForThisMachine }: OriginOptions): OriginRule =>
  ({ headers: { origin, host } }) => {
    if (origin === undefined || allowed.includes(origin)) return true;
    // A sandboxed page says "null", which is nobody's origin.
    if (!URL.canParse(origin)) return false;
    const page = new URL(origin);
    return page.host === host && (!isForThisMachine || isOfThisMachine(page.hostname));
  };
