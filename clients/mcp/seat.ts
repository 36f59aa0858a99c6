import { ArenaError } from '../sdk/arena-error.ts';
import { playMatch } from '../sdk/connect.ts';
import type { EndMessage, Refusal, ServerMessage, Welcome } from '../sdk/messages.ts';
import type { FullDecision, PlayerTurn } from '../sdk/player.ts';
import { platformTimer } from '../sdk/retry.ts';

/** How long the arena's word on a hello or an answer is waited for. */
export const answerMs = 10_000;

export interface SeatDeps {
  /** The arena's address. */
  readonly url: string;
  readonly ticket: string;
  /** The seat is of no use any more: the arena has turned it away. */
  readonly onGone?: () => void;
  readonly now?: () => number;
  readonly after?: typeof platformTimer;
}

/** A turn that waits for an answer. */
export interface OpenTurn {
  readonly turn: PlayerTurn;
  /** Milliseconds left for the answer. */
  readonly msLeft: number;
}

/** Where a seat stands: its turn is open, somebody else's is, or the match is over. */
export type Standing =
  | ({ readonly status: 'your-turn' } & OpenTurn)
  | { readonly status: 'waiting' }
  | { readonly status: 'over'; readonly end: EndMessage };

/** What became of an answer. `sent`: the arena has not said yet, and hears of it again after a loss. */
export type Played = { readonly played: 'stored' | 'sent' } | { readonly refusal: Refusal };

/** A seat that is played by calls instead of by a function: it holds the connection between them. */
export interface McpSeat {
  /** The arena's introduction of the match; rejects when it turns the ticket away, or does not answer within `ms`. */
  introduced(ms: number): Promise<Welcome>;
  standing(): Standing;
  /** Resolves as soon as it is this seat's turn or the match is over, and after `ms` at the latest. */
  wait(ms: number, signal?: AbortSignal): Promise<Standing>;
  /** Answers turn `number`, and waits at most `ms` for the arena's word. */
  answer(number: number, decision: FullDecision, ms: number): Promise<Played>;
  /** Gives the match up: now where the turn is open, else as soon as it is. */
  resign(ms: number): Promise<Standing>;
  /** Lets go of the connection; the seat's clock runs on. */
  leave(): void;
}

interface Pending {
  readonly turn: PlayerTurn;
  readonly dueMs: number;
  readonly resolve: (decision: FullDecision) => void;
}

interface State {
  readonly now: () => number;
  readonly after: typeof platformTimer;
  readonly listeners: Set<() => void>;
  welcome: Welcome | undefined;
  pending: Pending | undefined;
  /** What the arena said to the last answer, by its turn. */
  verdict: { readonly turn: number; readonly played: Played } | undefined;
  end: EndMessage | undefined;
  error: unknown;
  isResigning: boolean;
}

const staleRefusal = (number: number): Refusal => ({
  code: 'stale',
  message: `Turn ${number} is not open. Call wait_for_turn, and answer the turn that it names.`,
});

const wake = ({ listeners }: State): void => {
  for (const listener of listeners) listener();
};

/** Resolves when `isReached`, when `ms` have passed or when the signal fires, whichever is first. */
const until = (state: State, isReached: () => boolean, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      cancel();
      state.listeners.delete(look);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const look = (): void => {
      if (isReached()) done();
    };
    const cancel = state.after(ms, done);
    state.listeners.add(look);
    signal?.addEventListener('abort', done, { once: true });
    look();
  });

const standingOf = ({ pending, end, error, now }: State): Standing => {
  if (end !== undefined) return { status: 'over', end };
  if (error !== undefined) throw error;
  if (pending === undefined) return { status: 'waiting' };
  return { status: 'your-turn', turn: pending.turn, msLeft: Math.max(0, Math.round(pending.dueMs - now())) };
};

const observe = (state: State, message: ServerMessage): void => {
  const say = (turn: number, played: Played): void => {
    state.verdict = { turn, played };
    wake(state);
  };
  switch (message.type) {
    case 'ack':
      return say(message.turn, { played: 'stored' });
    case 'refused':
      return say(message.turn, { refusal: { code: message.code, message: message.message } });
    case 'welcome':
      state.welcome = message;
      wake(state);
      if (message.last !== null) say(message.last.turn, { played: 'stored' });
      return;
    case 'error':
      if (state.pending !== undefined)
        say(state.pending.turn.turn, {
          refusal: { code: message.code, message: `${message.message} ${message.hint}` },
        });
      return;
    case 'end':
      state.end = message;
      return wake(state);
    case 'turn':
    case 'update':
    case 'moved':
    case 'pong':
  }
};

const decide = (state: State, turn: PlayerTurn, signal: AbortSignal): Promise<FullDecision> =>
  new Promise((resolve) => {
    const dueMs = state.now() + (turn.deadline.moveMs ?? 0) + turn.deadline.bankMs;
    const pending = { turn, dueMs, resolve };
    if (state.isResigning) return resolve({ resign: true });
    state.pending = pending;
    signal.addEventListener('abort', () => {
      if (state.pending === pending) state.pending = undefined;
    });
    wake(state);
  });

const answer = async (state: State, number: number, decision: FullDecision, ms: number): Promise<Played> => {
  const { pending } = state;
  if (pending?.turn.turn !== number) return { refusal: staleRefusal(number) };
  state.pending = undefined;
  state.verdict = undefined;
  pending.resolve(decision);
  const said = (): State['verdict'] => state.verdict;
  const isSaid = (): boolean =>
    said()?.turn === number || state.end !== undefined || state.error !== undefined;
  await until(state, isSaid, ms);
  return said()?.played ?? { played: state.end === undefined ? 'sent' : 'stored' };
};

/** Takes the seat that a ticket opens and holds it until the match is over. */
export const createMcpSeat = ({
  url,
  ticket,
  onGone,
  now = () => performance.now(),
  after = platformTimer,
}: SeatDeps): McpSeat => {
  const state: State = {
    now,
    after,
    listeners: new Set(),
    welcome: undefined,
    pending: undefined,
    verdict: undefined,
    end: undefined,
    error: undefined,
    isResigning: false,
  };
  const leaving = new AbortController();
  playMatch({
    url,
    ticket,
    signal: leaving.signal,
    player: (turn, { signal }) => decide(state, turn, signal),
    observe: (message) => observe(state, message),
  }).catch((error: unknown) => {
    state.error = error ?? new ArenaError('left', 'The seat was left.');
    onGone?.();
    wake(state);
  });
  const isDue = (): boolean =>
    state.pending !== undefined || state.end !== undefined || state.error !== undefined;
  return {
    introduced: async (ms) => {
      await until(state, () => state.welcome !== undefined || state.error !== undefined, ms);
      if (state.error !== undefined) throw state.error;
      if (state.welcome !== undefined) return state.welcome;
      throw new ArenaError('arena-silent', 'The arena has not answered yet.', 'Call the same tool again.');
    },
    standing: () => standingOf(state),
    wait: async (ms, signal) => {
      await until(state, isDue, ms, signal);
      return standingOf(state);
    },
    answer: (number, decision, ms) => answer(state, number, decision, ms),
    resign: async (ms) => {
      state.isResigning = true;
      state.pending?.resolve({ resign: true });
      state.pending = undefined;
      await until(state, () => state.end !== undefined || state.error !== undefined, ms);
      return standingOf(state);
    },
    leave: () => leaving.abort(new ArenaError('left', 'The seat was left.')),
  };
};
