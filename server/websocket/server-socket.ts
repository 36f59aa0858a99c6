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
  /** What carries the socket, after the handshake and without compression or encryption between them. */
  readonly stream: Duplex;
  /** What came with the handshake. */
  readonly head: Buffer;
  readonly atMomentsEnd: AtMomentsEnd;
  readonly messageBytesMax: number;
  /** A peer that reads so slowly that more waits for it is given up, with this close code. */
  readonly queueBytesMax: number;
  readonly laggingCode: number;
  /** A text or a binary message came; never after `close`. */
  readonly onText: (text: string) => void;
  readonly onBinary: () => void;
  readonly onLagging: () => void;
  /** The socket is gone; called once. */
  readonly onClosed: () => void;
}

/** After this a peer that does not answer a close is cut off. */
const closeMs = 2_000;

const noCutOff = (): void => {};

interface Socket {
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
  const { frames, options } = socket;
  socket.frames = '';
  if (frames !== '' && options.stream.writable) options.stream.write(frames, 'latin1');
};

const flush = (socket: Socket): void => {
  const { stream, queueBytesMax, laggingCode, onLagging } = socket.options;
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

/** Ends the connection once all that was written has left; at once, where it has. */
const end = ({ options: { stream } }: Socket): void => {
  if (stream.writableLength === 0) stream.destroy();
  else stream.end();
};

const close = (socket: Socket, payload: string): void => {
  if (!socket.isOpen) return;
  socket.isOpen = false;
  socket.frames += formatControlFrame(opcodes.close, payload);
  writeFrames(socket);
  const timer = setTimeout(() => socket.options.stream.destroy(), closeMs).unref();
  socket.cancelCutOff = () => clearTimeout(timer);
};

/**
 * The peer closes, and is answered with its own words, unless these were its answer. It is the server that ends the
 * connection then (RFC 6455, section 7.1.1).
 */
const onPeersClose = (socket: Socket, payload: string): void => {
  close(socket, payload);
  end(socket);
};

/** The server's end of a WebSocket (RFC 6455) on a stream whose handshake is answered. */
export const createServerSocket = (options: ServerSocketOptions): ServerSocket => {
  const { stream, head } = options;
  const socket: Socket = {
    options,
    flush: () => flush(socket),
    isOpen: true,
    frames: '',
    cancelCutOff: noCutOff,
  };
  const read = createFrameReader(options.messageBytesMax, {
    onText: (text) => socket.isOpen && options.onText(text),
    onBinary: () => socket.isOpen && options.onBinary(),
    onPing: (payload) => say(socket, formatControlFrame(opcodes.pong, payload)),
    onClose: (payload) => onPeersClose(socket, payload),
    onBreach: (breach) => close(socket, formatClosePayload(breach, '')),
  });
  if (head.length > 0) stream.unshift(head);
  stream.on('data', read);
  // A peer that ends without a close frame.
  stream.once('end', () => onPeersClose(socket, ''));
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
