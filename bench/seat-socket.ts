import { WebSocket } from 'ws';
import { pickAny } from './random-host.ts';

/** Where a seat says hello, and with what. */
export interface SeatDoor {
  readonly url: string;
  readonly ticket: string;
  /** The address that the socket comes from; each has ports of its own. */
  readonly localAddress?: string;
}

/** What a seat is told. */
export interface SeatEvents {
  /** It is the seat's turn: `act` sends a random legal action, once. */
  readonly onTurn: (act: () => void) => void;
  /** Its last act was acknowledged, so long after it was sent. */
  readonly onAck: (ms: number) => void;
  readonly onEnd: (termination: string) => void;
  /** A refusal, a coded error or a failure of the socket. */
  readonly onError: (what: string) => void;
  readonly onClose?: (code: number) => void;
  /** Another process has the match, and the seat goes there. */
  readonly onMoved?: () => void;
}

/** The seat's socket, whichever it is at the time. */
export interface SeatSocket {
  readonly isOpen: () => boolean;
  readonly resign: () => void;
  readonly terminate: () => void;
}

interface Message {
  readonly type: string;
  readonly turn: number;
  readonly legal?: readonly unknown[];
  readonly termination?: string;
  readonly url?: string;
}

/** A seat of the arena's JSON door, or of a bare `ws` server that answers like it or echoes. */
export const takeSeat = ({ url, ticket, localAddress }: SeatDoor, events: SeatEvents): SeatSocket => {
  let legal: readonly unknown[] = [];
  let sentAt = 0;
  const actIn = (socket: WebSocket, turn: number) => (): void => {
    sentAt = performance.now();
    socket.send(JSON.stringify({ type: 'act', turn, id: `a${turn}`, action: pickAny(legal) }));
  };
  const open = (door: string): WebSocket => {
    const opened = new WebSocket(door, {
      perMessageDeflate: false,
      ...(localAddress !== undefined && { localAddress }),
    });
    let isMoved = false;
    const move = (to: string): void => {
      isMoved = true;
      events.onMoved?.();
      socket = open(to);
    };
    const take = (text: string): void => {
      const message = JSON.parse(text) as Message;
      switch (message.type) {
        case 'turn':
          ({ legal = [] } = message);
          return events.onTurn(actIn(opened, message.turn));
        case 'ack':
          return events.onAck(performance.now() - sentAt);
        // The echo of an act: the same seat moves again.
        case 'act':
          events.onAck(performance.now() - sentAt);
          return events.onTurn(actIn(opened, message.turn + 1));
        case 'end':
          // A bare server gives no reason.
          return events.onEnd(message.termination ?? 'normal');
        case 'moved':
          return move(message.url!);
        case 'refused':
        case 'error':
          return events.onError(text);
        default:
          return undefined;
      }
    };
    opened.on('open', () => opened.send(JSON.stringify({ type: 'hello', protocol: 1, ticket })));
    opened.on('message', (data) => take((data as Buffer).toString()));
    opened.on('error', (error) => events.onError(error.message));
    opened.on('close', (code) => isMoved || events.onClose?.(code));
    return opened;
  };
  let socket = open(`${url.replace('http', 'ws')}/v1/play`);
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    resign: () => socket.send('{"type":"resign"}'),
    terminate: () => socket.terminate(),
  };
};
