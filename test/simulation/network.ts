import type { Rng } from '../../games/rng.ts';
import type { Arena } from '../../server/arena/arena.ts';
import { createSeatSession, type Session } from '../../server/gateway/session.ts';
import type { Lobby } from '../../server/lobby/lobby.ts';
import type { Wire } from '../../server/match/ports.ts';
import { closeCodes } from '../../server/protocol/constants.ts';
import { limits } from '../../server/protocol/limits.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { happens, type Faults } from './faults.ts';
import type { ProcessLife } from './process.ts';
import type { SimulatedTime } from './time.ts';

/** An agent's end of a socket. */
export interface Socket {
  send(frame: string): void;
  close(): void;
}

/** What an agent hears on one socket. */
export interface SocketEvents<Message = ServerMessage> {
  readonly onFrame: (message: Message) => void;
  readonly onClose: (code: number) => void;
}

/** A server process as its sockets see it. */
export interface Server {
  readonly arena: Pick<Arena, 'seating'>;
  readonly life: ProcessLife;
  readonly nowMs: () => number;
}

/** A server with a lobby. */
export interface LobbyServer extends Server {
  readonly arena: Arena;
  readonly lobby: Lobby;
}

export interface NetworkWorld<S extends Server = LobbyServer> {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly isCalm: () => boolean;
  /** The server that a new socket reaches; undefined where it is down. */
  readonly server: () => S | undefined;
}

interface SimulatedWire<Message> {
  send(message: Message): void;
  close(code: number, reason: string): void;
}

/** What the door has of a socket that says hello. */
interface Greeting {
  readonly isOpen: () => boolean;
  readonly seated: (session: Session) => void;
}

type Greet<Message, S extends Server> = (
  server: S,
  wire: SimulatedWire<Message>,
  greeting: Greeting,
) => Promise<void> | void;

/** The hello of a ticket; `onSent` sees each frame that leaves the server for it. */
export const greetSeat =
  (ticket: string, onSent: (message: ServerMessage) => void): Greet<ServerMessage, Server> =>
  async (server, outer, { isOpen, seated }) => {
    const seating = await server.arena.seating(ticket).catch(() => undefined);
    if (!isOpen()) return;
    if (seating === undefined) return outer.close(closeCodes.internal, 'internal');
    const wire: Wire = {
      send: (message) => {
        if (!isOpen()) return;
        onSent(JSON.parse(JSON.stringify(message)) as ServerMessage);
        outer.send(message);
      },
      close: (code, reason) => outer.close(code, reason),
    };
    if (seating.kind === 'live') {
      seated(createSeatSession(seating.match, seating.seat, wire, limits, server.nowMs));
      seating.match.connect(seating.seat, wire);
    } else if (seating.kind === 'moved') {
      wire.send({ type: 'moved', url: seating.url });
      wire.close(closeCodes.moved, 'moved');
    } else if (seating.kind === 'over') {
      for (const message of seating.messages) wire.send(message);
      wire.close(closeCodes.normal, 'over');
    } else wire.close(seating.kind === 'unknown' ? closeCodes.badTicket : closeCodes.goingAway, seating.kind);
  };

const abnormalClosure = 1006;

/** One direction of a socket: frames arrive in order, unless one overtakes. */
const createDirection = (
  world: Pick<NetworkWorld, 'time' | 'rng' | 'faults'>,
): ((deliver: () => void) => void) => {
  let lastAt = 0;
  return (deliver) => {
    const { time, rng, faults } = world;
    const now = time.monotonicMs();
    const overtakes = happens(rng, faults.reorderPercent);
    const earliest = overtakes ? now : Math.max(now, lastAt);
    const at = Math.max(earliest, now + rng.int(faults.latencyMsMax + 1));
    lastAt = Math.max(lastAt, at);
    time.schedule(at - now, deliver);
  };
};

interface Link {
  isOpen: boolean;
  session: Session | undefined;
}

const parseFrame = (frame: string): unknown => {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
};

/** Opens a socket to the JSON door, over a network with faults; `greet` is what the door makes of its hello. */
export const openSocket = <Message extends object, S extends Server>(
  world: NetworkWorld<S>,
  greet: Greet<Message, S>,
  events: SocketEvents<Message>,
): Socket => {
  const { time, rng, faults } = world;
  const server = world.server();
  const link: Link = { isOpen: true, session: undefined };
  const up = createDirection(world);
  const down = createDirection(world);

  /** The socket is gone: each end learns of it in its own time. */
  const cut = (code: number): void => {
    if (!link.isOpen) return;
    link.isOpen = false;
    if (server !== undefined)
      time.schedule(
        rng.int(500),
        server.life.whileAlive(() => link.session?.drop()),
      );
    time.schedule(rng.int(500), () => events.onClose(code));
  };
  const wire: SimulatedWire<Message> = {
    send: (message) => {
      if (!link.isOpen) return;
      // The frame is made now, as a socket's would be, whatever the match does afterwards.
      const frame = JSON.stringify(message);
      down(() => link.isOpen && events.onFrame(JSON.parse(frame) as Message));
      if (!world.isCalm() && happens(rng, faults.dropPercent)) cut(abnormalClosure);
    },
    close: (code) => {
      if (!link.isOpen) return;
      down(() => {
        if (!link.isOpen) return;
        link.isOpen = false;
        events.onClose(code);
      });
      link.session?.drop();
    },
  };
  const accept = async (at: S): Promise<void> => {
    await greet(at, wire, {
      isOpen: () => at.life.isAlive() && link.isOpen,
      seated: (session) => {
        link.session = session;
      },
    });
  };
  if (server === undefined) time.schedule(rng.int(100), () => cut(abnormalClosure));
  else
    time.schedule(
      rng.int(faults.latencyMsMax + 1),
      server.life.whileAlive(() => void accept(server)),
    );
  // A process that dies takes its sockets with it.
  const watchLife = (): void => {
    if (!link.isOpen || server === undefined) return;
    if (server.life.isAlive()) time.schedule(200, watchLife);
    else cut(abnormalClosure);
  };
  watchLife();

  return {
    send: (frame) => {
      if (!link.isOpen || server === undefined) return;
      up(server.life.whileAlive(() => link.isOpen && link.session?.receive(parseFrame(frame))));
      if (!world.isCalm() && happens(rng, faults.dropPercent)) cut(abnormalClosure);
    },
    close: () => cut(1000),
  };
};
