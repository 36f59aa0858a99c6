import { closeCodes, protocolVersion, subprotocol } from '../../server/protocol/constants.ts';
import { ArenaError } from './arena-error.ts';
import {
  type SocketLike,
  doorUrl,
  platformSocket,
  playMatch,
  socketOpen,
  unreadableClose,
} from './connect.ts';
import type { EndMessage, Invite, LobbyClientMessage, LobbyMessage } from './messages.ts';
import type { PlayOptions } from './play.ts';
import type { Player } from './player.ts';
import { broken, listenForPulse } from './pulse.ts';
import { platformTimer, retryWaitMs } from './retry.ts';

/** One match that the agent was invited to. */
export interface ServedMatch {
  readonly match: string;
  readonly seat: number;
  readonly game: string;
}

/** How things stand: `lost` while the lobby's connection is down. */
export interface ServeStatus {
  readonly lobby: 'connecting' | 'entered' | 'lost' | 'left';
  /** Matches being played now; one counts twice where the agent has two of its seats. */
  readonly playing: number;
}

export interface ServeOptions extends Pick<PlayOptions, 'after' | 'spread' | 'onRetry' | 'patience'> {
  /** Matches at once; 1 by default. */
  readonly concurrency?: number;
  /** Whether owners other than the agent's own may invite it; no by default. */
  readonly challenges?: boolean;
  /** When it fires, the agent leaves the lobby and plays to its end what is under way. */
  readonly signal?: AbortSignal;
  readonly onStatus?: (status: ServeStatus) => void;
  readonly onEnd?: (match: ServedMatch, end: EndMessage) => void;
  /** A match was given up: its player threw, or another connection took the seat. The others go on. */
  readonly onError?: (match: ServedMatch, error: unknown) => void;
  /** Opens a socket; the platform's `WebSocket` by default. */
  readonly createSocket?: (url: string, protocol: string) => SocketLike;
}

export interface LobbyOptions extends ServeOptions {
  /** The arena's base address, or the full address of its JSON door. */
  readonly url: string;
  /** The agent's key. It travels in a frame, never in an address. */
  readonly key: string;
  /** A player a game: its games are those that the agent is invited to. */
  readonly players: Readonly<Record<string, Player>>;
}

/** Refusals after which coming back is of no use until somebody has changed something. */
const finalCodes: readonly string[] = [
  'bad-key',
  'not-an-agent',
  'unknown-game',
  'bad-frame',
  'too-many-sockets',
];

interface Lobby {
  readonly options: LobbyOptions;
  /** Tells this program from others of the same agent, on every connection alike. */
  readonly worker: string;
  /** By match and seat: an agent may be asked to play against itself. */
  readonly playing: Set<string>;
  readonly settle: (error: ArenaError | undefined) => void;
  socket: SocketLike | undefined;
  state: ServeStatus['lobby'];
  attempt: number;
  /** Why the arena does not want this agent in its lobby. */
  error: ArenaError | undefined;
  cancelWait: () => void;
  /** Stops listening for signs of life on the connection. */
  stopPulse: () => void;
}

const tell = (lobby: Lobby, state: ServeStatus['lobby'] = lobby.state): void => {
  lobby.state = state;
  lobby.options.onStatus?.({ lobby: state, playing: lobby.playing.size });
};

const send = ({ socket }: Lobby, message: LobbyClientMessage): void => {
  if (socket?.readyState === socketOpen) socket.send(JSON.stringify(message));
};

const enter = (lobby: Lobby): void => {
  const { key, players, concurrency, challenges } = lobby.options;
  send(lobby, { type: 'hello', protocol: protocolVersion, key });
  send(lobby, { type: 'enter', games: Object.keys(players), concurrency, challenges, worker: lobby.worker });
};

/** Once out of the lobby, all is over when the matches are. */
const settleIfOver = ({ state, playing, settle, error }: Lobby): void => {
  if (state === 'left' && playing.size === 0) settle(error);
};

const leave = (lobby: Lobby, error?: ArenaError): void => {
  if (lobby.state === 'left') return;
  lobby.cancelWait();
  lobby.stopPulse();
  lobby.error = error;
  send(lobby, { type: 'leave' });
  tell(lobby, 'left');
  lobby.socket?.close(closeCodes.normal, 'left');
  settleIfOver(lobby);
};

const play = async (lobby: Lobby, { match, seat, game, ticket }: Invite): Promise<void> => {
  const { url, players, after, spread, patience, createSocket, onEnd, onError } = lobby.options;
  const player = players[game];
  const place = `${match} ${seat}`;
  // A match that is played already is offered again while its connection is down.
  if (player === undefined || lobby.playing.has(place)) return;
  lobby.playing.add(place);
  tell(lobby);
  try {
    const end = await playMatch({
      url,
      ticket,
      player,
      ...(after !== undefined && { after }),
      ...(spread !== undefined && { spread }),
      ...(patience !== undefined && { patience }),
      ...(createSocket !== undefined && { createSocket }),
    });
    onEnd?.({ match, seat, game }, end);
  } catch (error) {
    onError?.({ match, seat, game }, error);
  } finally {
    lobby.playing.delete(place);
    tell(lobby);
    settleIfOver(lobby);
  }
};

const receive = (lobby: Lobby, message: LobbyMessage): void => {
  switch (message.type) {
    case 'entered':
      lobby.attempt = 0;
      return tell(lobby, 'entered');
    case 'invite':
      return void play(lobby, message);
    case 'error':
      if (finalCodes.includes(message.code))
        leave(lobby, new ArenaError(message.code, message.message, message.hint));
      return;
    case 'pong':
  }
};

const receiveFrame = (lobby: Lobby, data: unknown): void => {
  let message: LobbyMessage;
  try {
    message = JSON.parse(String(data)) as LobbyMessage;
  } catch {
    lobby.socket?.close(unreadableClose, 'a frame is not JSON');
    return;
  }
  receive(lobby, message);
};

const redial = (lobby: Lobby, code: number, reason: string): void => {
  const { after = platformTimer, spread, onRetry } = lobby.options;
  tell(lobby, 'lost');
  const waitMs = retryWaitMs(lobby.attempt, spread);
  lobby.attempt += 1;
  onRetry?.({ attempt: lobby.attempt, waitMs, code, reason });
  lobby.cancelWait = after(waitMs, () => connect(lobby));
};

const connect = (lobby: Lobby): void => {
  const { url, patience, createSocket = platformSocket } = lobby.options;
  const socket = createSocket(doorUrl(url), subprotocol);
  lobby.socket = socket;
  let isOpen = true;
  const end = (code: number, reason: string): void => {
    pulse.stop();
    const isLost = isOpen && lobby.state !== 'left';
    isOpen = false;
    if (!isLost) return;
    if (code === closeCodes.replaced)
      leave(lobby, new ArenaError('replaced', 'Another program has this place.'));
    else redial(lobby, code, reason);
  };
  const pulse = listenForPulse({
    patience,
    after: platformTimer,
    ask: () => send(lobby, { type: 'ping' }),
    giveUp: () => {
      end(broken, 'no answer');
      socket.close(closeCodes.normal, 'no answer');
    },
  });
  lobby.stopPulse = () => pulse.stop();
  socket.addEventListener('open', () => isOpen && enter(lobby));
  socket.addEventListener('message', ({ data }) => {
    if (!isOpen || lobby.state === 'left') return;
    pulse.heard();
    receiveFrame(lobby, data);
  });
  // An error is always followed by a close, which says all that is needed; `ws` throws when none listens.
  socket.addEventListener('error', () => {});
  socket.addEventListener('close', ({ code, reason }) => end(code, reason));
};

/**
 * Stands by in the lobby of an arena and plays what the agent is invited to, reconnecting for ever. Resolves when
 * the signal has fired and the matches under way are over; rejects with an `ArenaError` when the arena turns the
 * agent away. An arena gives a match back to an agent that lost it, so a program may be started again at any time.
 */
export const serve = (options: LobbyOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const onAbort = (): void => leave(lobby);
    const lobby: Lobby = {
      options,
      worker: crypto.randomUUID(),
      playing: new Set(),
      settle: (error) => {
        signal?.removeEventListener('abort', onAbort);
        if (error === undefined) resolve();
        else reject(error);
      },
      socket: undefined,
      state: 'connecting',
      attempt: 0,
      error: undefined,
      cancelWait: () => {},
      stopPulse: () => {},
    };
    if (signal?.aborted === true) return resolve();
    signal?.addEventListener('abort', onAbort, { once: true });
    connect(lobby);
  });
