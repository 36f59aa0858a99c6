import type { WebSocket } from 'ws';
import type { Wire } from '../match/ports.ts';
import { closeCodes } from '../protocol/constants.ts';

/** After this a peer that does not answer a close is cut off. */
const closeMs = 2_000;

/** Closes a socket whose peer may not be reading any more. */
export const closeOrCut = (socket: WebSocket, code: number, reason: string): void => {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), closeMs).unref();
  socket.once('close', () => clearTimeout(timer));
};

/** A socket of the JSON door as a wire. A reader that lags by more than `queueBytesMax` is given up at once. */
export const createSocketWire = (socket: WebSocket, queueBytesMax: number, onLagging: () => void): Wire => ({
  send: (message) => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(JSON.stringify(message));
    if (socket.bufferedAmount <= queueBytesMax) return;
    // The close frame waits behind all that is unread.
    closeOrCut(socket, closeCodes.lagging, 'lagging');
    // A match that is sending must not be told of a loss in the midst of it.
    queueMicrotask(onLagging);
  },
  close: (code, reason) => closeOrCut(socket, code, reason),
});
