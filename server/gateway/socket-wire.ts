import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { RefusalCode } from '../catalogue.ts';
import { closeCodes } from '../protocol/constants.ts';
import type { LobbyMessage, ServerMessage } from '../protocol/messages.ts';
import { formatTextFrame } from './text-frame.ts';

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

/** Calls back when the callback that runs is done. */
export type AtMomentsEnd = (callback: () => void) => void;

/** One queue for all wires: a commit answers many matches in one callback, and a tick for each would cost more. */
export const createMoments = (): AtMomentsEnd => {
  let waiting: (() => void)[] = [];
  const run = (): void => {
    const callbacks = waiting;
    waiting = [];
    for (const callback of callbacks) callback();
  };
  return (callback) => {
    if (waiting.push(callback) === 1) process.nextTick(run);
  };
};

interface SocketWireOptions {
  readonly socket: WebSocket;
  /** What carries the socket, without compression or encryption between them. */
  readonly stream: Duplex;
  readonly atMomentsEnd: AtMomentsEnd;
  /** A reader that lags by more is given up. */
  readonly queueBytesMax: number;
  readonly onLagging: () => void;
  /** An error is being told, with this code. */
  readonly onRefusal?: (code: RefusalCode) => void;
}

/**
 * A socket of the JSON door as a wire. The frames of one moment leave in one system call, which is the largest single
 * cost of a move, and past the frame writer of `ws`, which makes two buffers of each.
 */
export const createSocketWire = ({
  socket,
  stream,
  atMomentsEnd,
  queueBytesMax,
  onLagging,
  onRefusal,
}: SocketWireOptions): SocketWire => {
  let frames = '';
  /** What was said and is not written yet; nothing once a close frame has left. */
  const take = (): string => {
    const taken = frames;
    frames = '';
    return socket.readyState === socket.OPEN ? taken : '';
  };
  const flush = (): void => {
    const written = take();
    if (written === '') return;
    stream.write(written, 'latin1');
    if (socket.bufferedAmount <= queueBytesMax) return;
    // The close frame waits behind all that is unread.
    closeOrCut(socket, closeCodes.lagging, 'lagging');
    // A match that is sending must not be told of a loss in the midst of it.
    queueMicrotask(onLagging);
  };
  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return;
      if (message.type === 'error') onRefusal?.(message.code as RefusalCode);
      if (frames === '') atMomentsEnd(flush);
      frames += formatTextFrame(JSON.stringify(message));
    },
    close: (code, reason) => {
      // The close frame leaves with what was said before it; as bytes, since strings among bytes are copied once more.
      stream.cork();
      const last = take();
      if (last !== '') stream.write(Buffer.from(last, 'latin1'));
      closeOrCut(socket, code, reason);
      stream.uncork();
    },
  };
};
