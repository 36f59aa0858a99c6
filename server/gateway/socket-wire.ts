import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeCodes } from '../protocol/constants.ts';
import type { LobbyMessage, ServerMessage } from '../protocol/messages.ts';

/** A socket as a match and as the lobby see it. */
export interface SocketWire {
  send(message: ServerMessage | LobbyMessage): void;
  close(code: number, reason: string): void;
}

/** After this a peer that does not answer a close is cut off. */
const closeMs = 2_000;

/** Closes a socket whose peer may not be reading any more. */
export const closeOrCut = (socket: WebSocket, code: number, reason: string): void => {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), closeMs).unref();
  socket.once('close', () => clearTimeout(timer));
};

/**
 * Holds back what is written until the callback that runs is done, so that the frames of one moment leave in one
 * system call: that call is the largest single cost of a move.
 */
const createCork = (stream: Duplex): (() => void) => {
  let isCorked = false;
  const release = (): void => {
    isCorked = false;
    stream.uncork();
  };
  return () => {
    if (isCorked) return;
    isCorked = true;
    stream.cork();
    process.nextTick(release);
  };
};

/**
 * A socket of the JSON door as a wire; `stream` is what carries it. A reader that lags by more than
 * `queueBytesMax` is given up at once.
 */
export const createSocketWire = (
  socket: WebSocket,
  stream: Duplex,
  queueBytesMax: number,
  onLagging: () => void,
): SocketWire => {
  const cork = createCork(stream);
  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return;
      cork();
      socket.send(JSON.stringify(message));
      if (socket.bufferedAmount <= queueBytesMax) return;
      // The close frame waits behind all that is unread.
      closeOrCut(socket, closeCodes.lagging, 'lagging');
      // A match that is sending must not be told of a loss in the midst of it.
      queueMicrotask(onLagging);
    },
    close: (code, reason) => closeOrCut(socket, code, reason),
  };
};
