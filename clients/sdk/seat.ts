import { fitReasoning, fitText } from './fit.ts';
import type {
  Act,
  ClientMessage,
  Deadline,
  EndMessage,
  ErrorMessage,
  Refusal,
  Refused,
  ServerMessage,
  Turn,
  Welcome,
} from './messages.ts';
import { type Decision, type FullDecision, type Player, type PlayerTurn, fullDecision } from './player.ts';

/** Lines of news that are kept for a seat between two of its turns; older ones are dropped. */
const newsLinesMax = 500;

/** How often a turn is decided anew because a frame was refused, which costs no attempt. */
const frameErrorsMax = 2;

export interface SeatOptions {
  readonly player: Player;
  readonly send: (message: ClientMessage) => void;
  readonly onEnd?: (end: EndMessage) => void;
  /** The player threw; its turn stays unanswered. */
  readonly onFailure: (error: unknown, turn: PlayerTurn) => void;
  /** What action ids begin with. Unique to this runner by default, since an id that is seen again plays nothing. */
  readonly idPrefix?: string;
  /** Monotonic milliseconds, by which the deadline that a retry is told has shrunk. */
  readonly now?: () => number;
}

/** Plays one seat of one match, whatever carries its messages. */
export interface SeatRunner {
  receive(message: ServerMessage): void;
  /** The wire is down: answers wait until the turn is sent again, which asks for them. */
  detach(): void;
  /** Aborts what is being decided, for good. */
  stop(): void;
}

interface Pending {
  readonly message: Turn;
  readonly heard: Seat['heard'];
  readonly turn: PlayerTurn;
  readonly sinceMs: number;
  /** The answer, sent again under the same id until the arena has acknowledged or refused it. */
  answer: ClientMessage | undefined;
  controller: AbortController | undefined;
}

interface Seat {
  readonly options: SeatOptions;
  readonly idPrefix: string;
  readonly now: () => number;
  welcome: Welcome | undefined;
  /** What was told since this seat's last turn; texts are read when a player asks for them. */
  heard: { readonly news?: string | undefined }[];
  pending: Pending | undefined;
  acts: number;
  frameErrors: number;
  isAttached: boolean;
  isOver: boolean;
}

const randomPrefix = (): string => {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return [...words].map((word) => word.toString(36)).join('');
};

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | null)?.then === 'function';

const supersede = (seat: Seat): void => {
  const { pending } = seat;
  seat.pending = undefined;
  pending?.controller?.abort(new Error('the turn no longer counts'));
};

/** Leaves out members without a value, which a schema of the door would have to allow for. */
const defined = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;

const actOf = (seat: Seat, turn: number, decision: Exclude<FullDecision, { resign: true }>): Act => {
  const { action, text, reasoning, usage, source, model, settings, finish } = decision;
  seat.acts += 1;
  return defined({
    type: 'act',
    turn,
    id: `${seat.idPrefix}-${turn}-${seat.acts}`,
    action,
    text: text === undefined ? undefined : fitText(text),
    reasoning: reasoning === undefined ? undefined : fitReasoning(reasoning),
    usage,
    source,
    model,
    settings,
    finish,
  });
};

const answer = (seat: Seat, pending: Pending, decision: Decision): void => {
  if (seat.pending !== pending) return;
  const full = fullDecision(decision);
  pending.answer = 'resign' in full ? { type: 'resign' } : actOf(seat, pending.turn.turn, full);
  if (seat.isAttached) seat.options.send(pending.answer);
};

const fail = (seat: Seat, pending: Pending, error: unknown): void => {
  if (seat.pending === pending) seat.options.onFailure(error, pending.turn);
};

const decide = (seat: Seat, pending: Pending, welcome: Welcome): void => {
  let decision: Decision | Promise<Decision>;
  try {
    decision = seat.options.player(pending.turn, {
      welcome,
      // Made when it is asked for: most players of simple games never look at it.
      get signal() {
        pending.controller ??= new AbortController();
        return pending.controller.signal;
      },
    });
  } catch (error) {
    fail(seat, pending, error);
    return;
  }
  if (!isPromise(decision)) answer(seat, pending, decision);
  else
    decision.then(
      (made) => answer(seat, pending, made),
      (error: unknown) => fail(seat, pending, error),
    );
};

/** What a retry is told differently from the first attempt. */
type Attempt = Pick<Turn, 'deadline' | 'attemptsLeft' | 'refusal'>;

/** In one process with its arena, a message computes its view, texts and legal actions only when they are read. */
const playerTurn = (message: Turn, heard: Seat['heard'], attempt: Attempt): PlayerTurn => ({
  turn: message.turn,
  get view() {
    return message.view;
  },
  get text() {
    return message.text;
  },
  get legal() {
    return message.legal;
  },
  get news() {
    return heard.flatMap(({ news }) => news ?? []);
  },
  deadline: attempt.deadline,
  attemptsLeft: attempt.attemptsLeft,
  refusal: attempt.refusal,
});

const open = (seat: Seat, message: Turn, heard: Seat['heard'], attempt: Attempt): void => {
  supersede(seat);
  if (seat.welcome === undefined) throw new Error('a turn came before the welcome');
  const turn = playerTurn(message, heard, attempt);
  seat.pending = { message, heard, turn, sinceMs: seat.now(), answer: undefined, controller: undefined };
  decide(seat, seat.pending, seat.welcome);
};

const receiveWelcome = (seat: Seat, message: Welcome): void => {
  seat.welcome = message;
  const sent = seat.pending?.answer;
  if (sent?.type === 'act' && sent.id === message.last?.id) supersede(seat);
};

const receiveTurn = (seat: Seat, message: Turn): void => {
  seat.isAttached = true;
  const { pending } = seat;
  if (pending?.turn.turn === message.turn) {
    // The wire was down in between: what was decided is sent again, what is being decided goes on.
    if (pending.answer !== undefined) seat.options.send(pending.answer);
    return;
  }
  const heard = [...seat.heard, message];
  seat.heard = [];
  seat.frameErrors = 0;
  open(seat, message, heard, message);
};

/** What is left of a deadline after `spentMs`: the move's own time goes first. */
const shrink = (deadline: Deadline, spentMs: number): Deadline => {
  const moveMs = deadline.moveMs ?? 0;
  const bankMs = Math.max(0, deadline.bankMs - Math.max(0, spentMs - moveMs));
  return deadline.moveMs === undefined ? { bankMs } : { moveMs: Math.max(0, moveMs - spentMs), bankMs };
};

const retry = (seat: Seat, pending: Pending, refusal: Refusal, attemptsLeft: number): void => {
  const deadline = shrink(pending.turn.deadline, Math.round(seat.now() - pending.sinceMs));
  const attempt = { deadline, attemptsLeft, refusal };
  open(seat, pending.message, pending.heard, attempt);
};

const receiveRefused = (seat: Seat, message: Refused): void => {
  const { pending } = seat;
  if (pending?.answer?.type !== 'act' || pending.answer.id !== message.id) return;
  if (message.code === 'stale' || message.attemptsLeft === 0) supersede(seat);
  else retry(seat, pending, { code: message.code, message: message.message }, message.attemptsLeft);
};

const receiveError = (seat: Seat, message: ErrorMessage): void => {
  const { pending } = seat;
  if (pending?.answer === undefined || seat.frameErrors === frameErrorsMax) return;
  seat.frameErrors += 1;
  const refusal = { code: message.code, message: `${message.message} ${message.hint}`.trim() };
  retry(seat, pending, refusal, pending.turn.attemptsLeft);
};

const end = (seat: Seat): void => {
  seat.isOver = true;
  supersede(seat);
};

const receive = (seat: Seat, message: ServerMessage): void => {
  if (seat.isOver) return;
  switch (message.type) {
    case 'welcome':
      return receiveWelcome(seat, message);
    case 'turn':
      return receiveTurn(seat, message);
    case 'ack':
      if (seat.pending?.answer?.type === 'act' && seat.pending.answer.id === message.id) supersede(seat);
      return;
    case 'refused':
      return receiveRefused(seat, message);
    case 'update':
      seat.heard = [...seat.heard, message].slice(-newsLinesMax);
      return;
    case 'error':
      return receiveError(seat, message);
    case 'end':
      end(seat);
      seat.options.onEnd?.(message);
      return;
    case 'moved':
    case 'pong':
  }
};

/**
 * A state machine from the arena's messages to a seat's. A player that answers without a promise is answered
 * for before `receive` returns, so whoever connects two machines directly must put a queue between them.
 */
export const createSeatRunner = (options: SeatOptions): SeatRunner => {
  const seat: Seat = {
    options,
    idPrefix: options.idPrefix ?? randomPrefix(),
    now: options.now ?? (() => performance.now()),
    welcome: undefined,
    heard: [],
    pending: undefined,
    acts: 0,
    frameErrors: 0,
    isAttached: false,
    isOver: false,
  };
  return {
    receive: (message) => receive(seat, message),
    detach: () => {
      seat.isAttached = false;
    },
    stop: () => end(seat),
  };
};
