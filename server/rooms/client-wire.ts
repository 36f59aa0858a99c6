import { randomBytes } from 'node:crypto';
import { ClientState, type Client } from '@colyseus/core';
import type { RefusalCode } from '../catalogue.ts';
import { plainMessage } from '../match/messages.ts';
import type { Wire } from '../match/ports.ts';
import { closeCodes } from '../protocol/constants.ts';

/** 128 bits from the system's generator; the ids that Colyseus draws by itself have 54. */
export const drawSecret = (): string => randomBytes(16).toString('hex');

/** Bytes that wait for this client's socket. Colyseus itself never looks. */
export const queuedBytes = ({ ref }: Client): number =>
  'bufferedAmount' in ref && typeof ref.bufferedAmount === 'number' ? ref.bufferedAmount : 0;

/** A Colyseus client as a wire: the JSON door's messages under their own names. */
export const createClientWire = (
  client: Client,
  queueBytesMax: number,
  onLagging: () => void,
  onRefusal: (code: RefusalCode) => void,
): Wire => ({
  send: (message) => {
    if (message.type === 'error') onRefusal(message.code as RefusalCode);
    client.send(message.type, plainMessage(message));
    // A match that is sending must not be told of a loss in the midst of it.
    if (queuedBytes(client) > queueBytesMax) queueMicrotask(onLagging);
  },
  close: (code, reason) => {
    if (client.state === ClientState.JOINED) return client.leave(code, reason);
    // What was sent so far waits for the client's acknowledgement, its first frame; it must not be lost.
    client.ref.once('message', () => setImmediate(() => client.leave(code, reason)));
  },
});

/** Closes a client that has not acknowledged its join in time; answers what stops the wait. */
export const awaitAcknowledgement = (client: Client, ms: number): (() => void) => {
  const timer = setTimeout(() => {
    if (client.state === ClientState.JOINING) client.leave(closeCodes.lagging, 'not-acknowledged');
  }, ms).unref();
  return () => clearTimeout(timer);
};
