import { closeCodes } from '../../server/protocol/constants.ts';
import { ArenaError } from './arena-error.ts';
import type { ClientMessage, EndMessage, ErrorMessage, ServerMessage } from './messages.ts';
import type { Player } from './player.ts';
import { broken, listenForPulse, type Patience } from './pulse.ts';
import { platformTimer, retryWaitMs } from './retry.ts';
import { createSeatRunner } from './seat.ts';

/** One connection to the arena. `closed` is called once, also when the connection never came about. */
export interface LinkEvents {
  message(message: ServerMessage): void;
  closed(code: number, reason: string): void;
}

export interface Link {
  send(message: ClientMessage): void;
  close(): void;
}

/** Opens a connection and says hello, at `movedUrl` if the arena has named one. */
export type Dial = (movedUrl: string | undefined, events: LinkEvents) => Link;

/** A connection is down and will be tried again. */
export interface Retry {
  readonly attempt: number;
  readonly waitMs: number;
  readonly code: number;
  readonly reason: string;
}

export interface PlayOptions {
  readonly player: Player;
  /** Leaves the match when it fires; the seat's clock runs on. */
  readonly signal?: AbortSignal;
  /** Sees every message of the arena, after the player's seat has taken it. */
  readonly observe?: (message: ServerMessage) => void;
  readonly onRetry?: (retry: Retry) => void;
  /** Calls back after `ms`; the platform's timer by default. */
  readonly after?: (ms: number, callback: () => void) => () => void;
  /** How long a connection may be silent before it is given up for a new one. */
  readonly patience?: Partial<Patience>;
  /** A number in [0, 1) that spreads reconnections, so that not all clients of an arena come back at once. */
  readonly spread?: () => number;
}

/** Frames of one match that may be too big before it is given up. */
const tooBigMax = 2;

/** Closures after which coming back is wrong or of no use, and the code of the error that says so. */
const finalCloses: Readonly<Record<number, readonly [code: string, message: string]>> = {
  [closeCodes.badTicket]: ['bad-ticket', 'The ticket opens no seat.'],
  [closeCodes.replaced]: ['replaced', 'Another connection has taken this seat.'],
  [closeCodes.tooBig]: ['frame-too-big', 'A frame was larger than the arena accepts.'],
};

interface Session {
  readonly dial: Dial;
  readonly options: PlayOptions;
  readonly settle: (result: { end: EndMessage } | { error: unknown }) => void;
  link: Link | undefined;
  movedUrl: string | undefined;
  /** This connection was made to the base address. */
  isAtBase: boolean;
  /** The arena said `moved`, and this connection is to be closed for it. */
  isMoving: boolean;
  isWelcome: boolean;
  attempt: number;
  tooBigCount: number;
  /** Connections that were given up, and may yet reach the arena and take the seat from the one after them. */
  ghosts: number;
  lastError: ErrorMessage | undefined;
  isSettled: boolean;
  cancelWait: () => void;
  /** Stops listening for signs of life on the connection. */
  stopPulse: () => void;
}

type Runner = ReturnType<typeof createSeatRunner>;

const redial = (session: Session, runner: Runner, code: number, reason: string): void => {
  if (!session.isWelcome && !session.isMoving) session.movedUrl = undefined;
  // A hop away from the base address is taken at once; two processes that point at each other must not spin.
  const isHop = session.isMoving && session.isAtBase;
  const waitMs = isHop ? 0 : retryWaitMs(session.attempt, session.options.spread);
  if (!isHop) session.attempt += 1;
  session.options.onRetry?.({ attempt: session.attempt, waitMs, code, reason });
  session.cancelWait = (session.options.after ?? platformTimer)(waitMs, () => connect(session, runner));
};

/** An answer that no frame holds is put to the player as a refusal, but not for ever. */
const isForgivenTooBig = (session: Session, runner: Runner, code: number): boolean => {
  if (code !== closeCodes.tooBig || session.tooBigCount === tooBigMax) return false;
  session.tooBigCount += 1;
  const [errorCode, message] = finalCloses[code]!;
  runner.receive({ type: 'error', code: errorCode, message, hint: 'Send less.' });
  return true;
};

/** The seat was taken by a connection of this very client, which it has given up. */
const isOwnGhost = (session: Session, code: number): boolean => {
  if (code !== closeCodes.replaced || session.ghosts === 0) return false;
  session.ghosts -= 1;
  return true;
};

const closed = (session: Session, runner: Runner, code: number, reason: string): void => {
  session.link = undefined;
  runner.detach();
  const final = finalCloses[code];
  if (final === undefined || isForgivenTooBig(session, runner, code) || isOwnGhost(session, code)) {
    redial(session, runner, code, reason);
    return;
  }
  runner.stop();
  const said = session.lastError;
  session.settle({ error: new ArenaError(said?.code ?? final[0], said?.message ?? final[1], said?.hint) });
};

const received = (session: Session, runner: Runner, message: ServerMessage): void => {
  if (message.type === 'welcome') {
    session.isWelcome = true;
    session.attempt = 0;
    session.lastError = undefined;
  }
  if (message.type === 'error') session.lastError = message;
  if (message.type === 'moved') {
    session.movedUrl = message.url;
    session.isMoving = true;
  }
  runner.receive(message);
  session.options.observe?.(message);
};

const connect = (session: Session, runner: Runner): void => {
  session.isWelcome = false;
  session.isMoving = false;
  session.isAtBase = session.movedUrl === undefined;
  session.cancelWait = () => {};
  let isOpen = true;
  const end = (code: number, reason: string): void => {
    pulse.stop();
    if (isOpen && !session.isSettled) closed(session, runner, code, reason);
    isOpen = false;
  };
  const giveUp = (): void => {
    // One that was welcome has its seat already, and cannot take it from the connection after it.
    if (!session.isWelcome) session.ghosts += 1;
    end(broken, 'no answer');
    link.close();
  };
  const pulse = listenForPulse({
    patience: session.options.patience,
    after: platformTimer,
    ask: () => link.send({ type: 'ping' }),
    giveUp,
  });
  session.stopPulse = () => pulse.stop();
  const link = session.dial(session.movedUrl, {
    message: (message) => {
      if (!isOpen || session.isSettled) return;
      pulse.heard();
      received(session, runner, message);
    },
    closed: end,
  });
  if (session.isSettled) link.close();
  else session.link = link;
};

const createSession = (
  dial: Dial,
  options: PlayOptions,
  resolve: (end: EndMessage) => void,
  reject: (error: unknown) => void,
): Session => {
  const session: Session = {
    dial,
    options,
    settle: (result) => {
      if (session.isSettled) return;
      session.isSettled = true;
      session.cancelWait();
      session.stopPulse();
      session.link?.close();
      if ('end' in result) resolve(result.end);
      else reject(result.error);
    },
    link: undefined,
    movedUrl: undefined,
    isAtBase: true,
    isMoving: false,
    isWelcome: false,
    attempt: 0,
    tooBigCount: 0,
    ghosts: 0,
    lastError: undefined,
    isSettled: false,
    cancelWait: () => {},
    stopPulse: () => {},
  };
  return session;
};

/**
 * Plays one match to its end over connections that `dial` opens, coming back for ever when one is lost. Rejects
 * with an `ArenaError` when the arena turns the seat away, with the player's error, or with the signal's reason.
 */
export const playOver = (dial: Dial, options: PlayOptions): Promise<EndMessage> =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const session = createSession(
      dial,
      options,
      (end) => {
        signal?.removeEventListener('abort', leave);
        resolve(end);
      },
      (error) => {
        signal?.removeEventListener('abort', leave);
        reject(error);
      },
    );
    const runner = createSeatRunner({
      player: options.player,
      send: (message) => session.link?.send(message),
      onEnd: (end) => session.settle({ end }),
      onFailure: (error, turn) =>
        session.settle({ error: new Error(`the player failed on turn ${turn.turn}`, { cause: error }) }),
    });
    const leave = (): void => {
      runner.stop();
      session.settle({ error: signal?.reason });
    };
    if (signal?.aborted === true) return leave();
    signal?.addEventListener('abort', leave, { once: true });
    connect(session, runner);
  });
