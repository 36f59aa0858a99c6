import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createBoxedMap } from '../../replays/boxed-map.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Arena, Seating } from '../arena/arena.ts';
import { formatErrorMessage, isRefusal, refuse, type Refusal, type RefusalCode } from '../errors.ts';
import type { Faults } from '../faults.ts';
import type { CheckKey } from '../key-check.ts';
import type { Lobby } from '../lobby/lobby.ts';
import { createLobbySession } from '../lobby/lobby-session.ts';
import type { Meter } from '../metrics/meter.ts';
import { closeCodes, subprotocol } from '../protocol/constants.ts';
import type { Hello } from '../protocol/messages.ts';
import { createQuota, type Quota } from '../quota.ts';
import { refuseUpgrade } from '../refuse-upgrade.ts';
import type { AddressOf } from '../visitor-address.ts';
import { answerHandshake, handshakeVersion } from '../websocket/handshake.ts';
import { createMoments, type AtMomentsEnd } from '../websocket/moments.ts';
import { createServerSocket, type ServerSocket } from '../websocket/server-socket.ts';
import type { DoorLimits } from './door-limits.ts';
import { playUrlOf } from './play-url.ts';
import { createRateLimit } from './rate-limit.ts';
import { readMessage } from './read-message.ts';
import { createSeatSession, type Session } from './session.ts';
import { createSocketWire, type SocketWire } from './socket-wire.ts';

/** Pings keep address translation alive on the way; a missed pong drops nobody. */
const pingMs = 30_000;

interface GatewayDeps {
  readonly arena: Pick<Arena, 'seating'>;
  readonly lobby: Pick<Lobby, 'attend'>;
  readonly accounts: Pick<Accounts, 'whenRevoked'>;
  readonly checkKey: CheckKey;
  readonly addressOf: AddressOf;
  readonly limits: DoorLimits;
  readonly faults: Faults;
  readonly meter: Pick<Meter, 'countError'>;
}

/** What a conversation needs, and what all of them share. */
interface ConverseDeps extends GatewayDeps {
  readonly owners: Quota;
}

/** The plain-JSON door. It owns no port: upgrades of its path are handed to it. */
export interface Gateway {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many sockets are open. */
  sockets(): number;
  close(): void;
}

/** The match is not played here: it is over, at another process, or between two. */
const sendOn = (wire: SocketWire, seating: Exclude<Seating, { kind: 'live' | 'unknown' }>): void => {
  if (seating.kind === 'unsettled') return wire.close(closeCodes.goingAway, 'the match is moving');
  if (seating.kind === 'moved') {
    wire.send({ type: 'moved', url: playUrlOf(seating.url) });
    return wire.close(closeCodes.moved, 'moved');
  }
  for (const message of seating.messages) wire.send(message);
  wire.close(closeCodes.normal, 'over');
};

/** The session of a socket that has not said hello; `seated` is called once it has. */
const createGreeting = (
  deps: ConverseDeps,
  wire: SocketWire,
  address: string,
  seated: (session: Session) => void,
): Session => {
  const { arena, limits, faults } = deps;
  const admit = createRateLimit(limits.messagesPerSecondMax, 1000, () => performance.now());
  const verify = (key: string) => deps.checkKey(address, key);
  let isLooking = false;
  const say = (refusal: Refusal): void => wire.send(formatErrorMessage(refusal));
  const refuseAndClose = (code: 'bad-ticket' | 'hello-missing', closeCode: number): void => {
    say(refuse(code));
    wire.close(closeCode, code);
  };
  const giveUp = (): void => refuseAndClose('hello-missing', closeCodes.helloMissing);
  const timer = setTimeout(giveUp, limits.helloMs).unref();

  const sit = (seating: Seating): void => {
    // The socket may have closed, or begun to, while the store was asked.
    if (!wire.isOpen()) return;
    if (seating.kind === 'unknown') return refuseAndClose('bad-ticket', closeCodes.badTicket);
    if (seating.kind !== 'live') return sendOn(wire, seating);
    seated(createSeatSession(seating.match, seating.seat, wire, limits));
    seating.match.connect(seating.seat, wire);
  };
  const greet = ({ ticket, key }: Hello): void => {
    if (isLooking) return say(refuse('hello-repeated'));
    if (ticket !== undefined && key !== undefined)
      return say(refuse('bad-frame', 'hello: send a ticket or a key, not both.'));
    if (ticket === undefined && key === undefined)
      return say(refuse('bad-frame', 'hello: ticket is missing; the lobby takes a key instead.'));
    isLooking = true;
    clearTimeout(timer);
    if (ticket === undefined) return seated(createLobbySession({ ...deps, verify }, wire, key!));
    arena
      .seating(ticket)
      .then(sit)
      .catch((error: unknown) => {
        faults.report('gateway', error);
        say(refuse('internal'));
        wire.close(closeCodes.internal, 'internal');
      });
  };
  return {
    receive: (value) => {
      if (admit() !== 'admitted') return;
      const message = readMessage(value);
      if (isRefusal(message)) say(message);
      else if (message.type === 'hello') greet(message);
      else say(refuse('hello-missing'));
    },
    refuse: (refusal) => {
      if (admit() === 'admitted') say(refusal);
    },
    drop: () => clearTimeout(timer),
  };
};

const parseText = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** What a socket runs on; its handshake is answered. */
interface Upgraded {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

/** Talks with whoever opened a socket. */
const converse = (
  deps: ConverseDeps,
  { request, stream, head }: Upgraded,
  atMomentsEnd: AtMomentsEnd,
  onClosed: () => void,
): ServerSocket => {
  const { limits, faults } = deps;
  const contain = (part: () => void): void =>
    faults.contain('gateway', part, () => wire.send(formatErrorMessage(refuse('internal'))));
  const take = (text: string): void => {
    const frame = parseText(text);
    if (frame === undefined) session.refuse(refuse('malformed-json'));
    else session.receive(frame.value);
  };
  const takeBinary = (): void => {
    session.refuse(refuse('binary-frame'));
    wire.close(closeCodes.binary, 'binary-frame');
  };
  /** What crosses the server's own close comes too late, a hello too: it would take a seat for a socket that goes. */
  const containOpen = (part: () => void): void => {
    if (socket.isOpen()) contain(part);
  };
  const drop = (): void => session.drop();
  const socket = createServerSocket(stream, head, {
    atMomentsEnd,
    messageBytesMax: limits.frameBytesMax,
    queueBytesMax: limits.sendQueueBytesMax,
    laggingCode: closeCodes.lagging,
    onText: (text) => containOpen(() => take(text)),
    onBinary: () => containOpen(takeBinary),
    onLagging: drop,
    onClosed: () => {
      onClosed();
      faults.contain('gateway', drop);
    },
  });
  const wire = createSocketWire(socket, deps.meter.countError);
  let session = createGreeting(deps, wire, deps.addressOf(request), (seated) => {
    session = seated;
  });
  return socket;
};

export const createGateway = (given: GatewayDeps): Gateway => {
  const deps = { ...given, owners: createQuota(given.limits.lobbySocketsPerOwnerMax) };
  const atMomentsEnd = createMoments();
  const sockets = createBoxedMap<number, ServerSocket>();
  let socketsCount = 0;
  let isClosed = false;
  const open = (upgraded: Upgraded): void => {
    const key = socketsCount++;
    sockets.set(
      key,
      converse(deps, upgraded, atMomentsEnd, () => sockets.delete(key)),
    );
  };
  const turnAway = (stream: Duplex, code: RefusalCode, ...headers: readonly string[]): void => {
    deps.meter.countError(code);
    refuseUpgrade(stream, code, ...headers);
  };
  const pings = setInterval(() => {
    for (const socket of sockets.values()) socket.ping();
  }, pingMs).unref();
  return {
    handleUpgrade: (request, stream, head) => {
      // Whoever waited for the server to start may be gone by now.
      if (!stream.readable || !stream.writable) return void stream.destroy();
      if (isClosed) return turnAway(stream, 'draining');
      const answer = answerHandshake(request, subprotocol);
      if (answer === undefined)
        return turnAway(stream, 'bad-handshake', `Sec-WebSocket-Version: ${handshakeVersion}`);
      stream.write(answer);
      open({ request, stream, head });
    },
    sockets: sockets.size,
    close: () => {
      isClosed = true;
      clearInterval(pings);
      for (const socket of sockets.values()) socket.close(closeCodes.goingAway, 'shutting-down');
    },
  };
};
