import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';

/** Whose address a request comes from; what is limited by address is counted under it. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * The address of a request's socket, or, behind so many proxies of the operator's, the one that the outermost of them
 * heard from. What a visitor writes into X-Forwarded-For by itself stands further left and is not believed.
 */
export const createAddressOf =
  (proxies: number): AddressOf =>
  (request) =>
    // A socket that is closed already has no address.
    request.socket.remoteAddress === undefined ? '' : proxyAddress(request, (_address, hop) => hop < proxies);
