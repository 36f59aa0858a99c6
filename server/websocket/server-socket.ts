import type { Duplex } from 'node:stream';
import { createFrameReader } from './frame-reader.ts';
import { formatClosePayload, formatControlFrame, formatTextFrame, opcodes } from './frames.ts';
import type { AtMomentsEnd } from './moments.ts';

/** The server's end of a WebSocket. */
export interface ServerSocket {
  /** Whether neither side has begun to close it. */
  isOpen(): boolean;
  /** Says a text; it leaves with all that is said in the same moment. Does nothing when the socket is not open. */
  send(text: string): void;
  ping(): void;
  /** Begins to close; what was said before still leaves. A peer that does not answer is cut off. */
  close(code: number, reason: string): void;
}

export interface ServerSocketOptions {
  readonly atMomentsEnd: AtMomentsEnd;
  readonly messageBytesMax: number;
  /** A peer that reads so slowly that more waits for it is given up, with this close code. */
  readonly queueBytesMax: number;
  readonly laggingCode: number;
  /** A text or a binary message came. It may after `close`, from a peer that has not read of it. */
  readonly onText: (text: string) => void;
  readonly onBinary: () => void;
  readonly onLagging: () => void;
  /** The socket is gone; called once. */
  readonly onClosed: () => void;
}

/** After this a peer that does not answer a close is cut off. */
const closeMs = 2_000;

/** A ping is not answered while more waits for its sender, or pings that are never read would fill the queue. */
const pongQueueBytesMax = 64 * 1024;

const noCutOff = (): void => {};

interface Socket {
  readonly stream: Duplex;
  readonly options: ServerSocketOptions;
  readonly flush: () => void;
  isOpen: boolean;
  /** Frames that were said and are not written yet, a character a byte. */
  frames: string;
  cancelCutOff: () => void;
}

/**
 * Writes the frames of one moment in one system call, which is the largest single cost of a small message, and as a
 * string, which needs no buffer of its own.
 */
const writeFrames = (socket: Socket): void => {
  const { frames, stream } = socket;
  socket.frames = '';
  if (frames !== '' && stream.writable) stream.write(frames, 'latin1');
};

const flush = (socket: Socket): void => {
  const { stream, options } = socket;
  const { queueBytesMax, laggingCode, onLagging } = options;
  writeFrames(socket);
  if (!socket.isOpen || stream.writableLength <= queueBytesMax) return;
  // The close frame waits behind all that is unread.
  close(socket, formatClosePayload(laggingCode, 'lagging'));
  // Whoever is sending must not be told of a loss in the midst of it.
  queueMicrotask(onLagging);
};

const say = (socket: Socket, frame: string): void => {
  if (!socket.isOpen) return;
  if (socket.frames === '') socket.options.atMomentsEnd(socket.flush);
  socket.frames += frame;
};

const close = (socket: Socket, payload: string): void => {
  if (!socket.isOpen) return;
  socket.isOpen = false;
  socket.frames += formatControlFrame(opcodes.close, payload);
  writeFrames(socket);
  const timer = setTimeout(() => socket.stream.destroy(), closeMs).unref();
  socket.cancelCutOff = () => clearTimeout(timer);
};

/** Closes, and ends the connection behind what was said; it is gone once the peer ends it as well. */
const closeAndEnd = (socket: Socket, payload: string): void => {
  close(socket, payload);
  if (!socket.stream.writableEnded) socket.stream.end();
};

/** The peer closes, and is answered in its own words; it is the server that ends the connection (RFC 6455, section 7.1.1). */
const onPeersClose = (socket: Socket, payload: string): void => {
  if (socket.isOpen) return closeAndEnd(socket, payload);
  // An answer: the peer has read all that was said and says no more, so that nothing can be lost.
  socket.stream.destroy();
};

const answerPing = (socket: Socket, payload: string): void => {
  if (socket.stream.writableLength <= pongQueueBytesMax)
    say(socket, formatControlFrame(opcodes.pong, payload));
};

/**
 * The server's end of a WebSocket (RFC 6455) on a stream whose handshake is answered, without compression or encryption
 * between them; `head` is what came with the handshake.
 */
export const createServerSocket = (
  stream: Duplex,
  head: Buffer,
  options: ServerSocketOptions,
): ServerSocket => {
  const socket: Socket = {
    stream,
    options,
    flush: () => flush(socket),
    isOpen: true,
    frames: '',
    cancelCutOff: noCutOff,
  };
  const read = createFrameReader(options.messageBytesMax, {
    onText: options.onText,
    onBinary: options.onBinary,
    onPing: (payload) => answerPing(socket, payload),
    onClose: (payload) => onPeersClose(socket, payload),
    onBreach: (breach) => closeAndEnd(socket, formatClosePayload(breach, '')),
  });
  if (head.length > 0) stream.unshift(head);
  stream.on('data', read);
  // A peer that ends without a close frame.
  stream.once('end', () => closeAndEnd(socket, ''));
  // A connection that breaks is destroyed, and so closed.
  stream.on('error', () => {});
  stream.once('close', () => {
    socket.isOpen = false;
    socket.cancelCutOff();
    options.onClosed();
  });
  return {
    isOpen: () => socket.isOpen,
    send: (text) => say(socket, formatTextFrame(text)),
    ping: () => say(socket, formatControlFrame(opcodes.ping)),
    close: (code, reason) => close(socket, formatClosePayload(code, reason)),
  };
};
