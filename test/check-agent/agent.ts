import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import type { Launch } from '../../clients/cli/gauntlet/launch.ts';

/** Ways in which an agent can be broken; `none` is a good one. */
export const flaws = [
  'none',
  'silent',
  'ticket-in-url',
  'wordy',
  'one-game',
  'gives-up',
  'same-id',
  'strict',
  'no-return',
  'slow',
  'returns',
  'huge',
  'eager',
  'floods',
  'binary',
] as const;
export type Flaw = (typeof flaws)[number];

const knownMembers = ['type', 'turn', 'view', 'text', 'legal', 'deadline', 'attemptsLeft', 'refusal', 'news'];
const slowMs = 3_000;

interface Seat {
  readonly flaw: Flaw;
  readonly stop: AbortSignal;
  /** By turn: the act that was sent, to be sent again when the turn comes again. */
  readonly acts: Map<number, object>;
  attempts: number;
  turn: Extract<ServerMessage, { type: 'turn' }> | undefined;
  isOver: boolean;
}

const moveOf = ({ flaw }: Seat, legal: readonly unknown[]): object => {
  if (flaw === 'wordy') return { text: `I think that ${String(legal[0])} is best.` };
  if (flaw === 'one-game')
    return { action: legal.includes('check') || legal.includes('bet') ? legal[0] : 'fold' };
  return { action: legal[0] };
};

const answer = async (seat: Seat, socket: WebSocket, isAnew: boolean): Promise<void> => {
  const { flaw, acts, turn, stop } = seat;
  if (turn === undefined) return;
  if (flaw === 'slow') await delay(slowMs, undefined, { signal: stop });
  seat.attempts += 1;
  const act = (isAnew ? undefined : acts.get(turn.turn)) ?? {
    type: 'act',
    turn: turn.turn,
    id: flaw === 'same-id' ? 'a' : `${turn.turn}-${seat.attempts}`,
    ...moveOf(seat, turn.legal!),
    ...(flaw === 'huge' && { reasoning: 'x'.repeat(300_000) }),
  };
  acts.set(turn.turn, act);
  const frame = JSON.stringify(act);
  socket.send(flaw === 'binary' ? Buffer.from(frame) : frame);
  if (flaw === 'floods') for (let at = 0; at < 40; at++) socket.send('{"type":"act"}');
};

const receive = async (seat: Seat, socket: WebSocket, message: ServerMessage): Promise<void> => {
  const { flaw } = seat;
  if (message.type === 'turn') {
    if (flaw === 'strict' && Object.keys(message).some((member) => !knownMembers.includes(member)))
      throw new Error('a member that I do not know');
    seat.turn = message;
    await answer(seat, socket, false);
  }
  if (
    message.type === 'refused' &&
    message.code !== 'stale' &&
    message.attemptsLeft > 0 &&
    flaw !== 'gives-up'
  )
    await answer(seat, socket, true);
  if (message.type === 'update' && flaw === 'eager' && seat.turn !== undefined)
    socket.send(JSON.stringify({ type: 'act', turn: message.turn, id: `u${message.turn}`, action: 'check' }));
  if (message.type === 'end') seat.isOver = true;
};

/** One connection; resolves with the code that it was closed with. */
const converse = async (seat: Seat, url: string, ticket: string): Promise<number> => {
  const { flaw, stop } = seat;
  const query = flaw === 'ticket-in-url' ? `?ticket=${ticket}` : '';
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/play${query}`, 'agon.v1');
  const closed = once(socket, 'close') as Promise<[number]>;
  const failed = Promise.withResolvers<never>();
  socket.on('error', () => {});
  stop.addEventListener('abort', () => socket.terminate(), { once: true });
  socket.on('open', () => {
    if (flaw !== 'silent') socket.send(JSON.stringify({ type: 'hello', protocol: 1, ticket }));
  });
  socket.on('message', (data: Buffer) => {
    receive(seat, socket, JSON.parse(data.toString()) as ServerMessage).catch(failed.reject);
  });
  try {
    const [code] = await Promise.race([closed, failed.promise]);
    return code;
  } finally {
    socket.terminate();
  }
};

const play = async (flaw: Flaw, url: string, ticket: string, stop: AbortSignal): Promise<void> => {
  const seat: Seat = { flaw, stop, acts: new Map(), attempts: 0, turn: undefined, isOver: false };
  while (!stop.aborted) {
    const code = await converse(seat, url, ticket);
    const mayReturn = flaw === 'returns' || (!seat.isOver && ![1000, 4003, 4011].includes(code));
    if (!mayReturn || flaw === 'no-return' || flaw === 'silent') break;
    await delay(20, undefined, { signal: stop });
  }
  // It would wait for an answer for ever.
  if (flaw === 'silent') await once(stop, 'abort');
};

/** Starts the agent in this process: it costs no start of a program, and is a program to the gauntlet all the same. */
export const launchFlawed =
  (flaw: Flaw): Launch =>
  (environment) => {
    const stop = new AbortController();
    let words = '';
    const exited = play(flaw, environment['AGON_URL']!, environment['AGON_TICKET']!, stop.signal).then(
      () => 0,
      (error: unknown) => {
        words = error instanceof Error ? error.message : String(error);
        return 1;
      },
    );
    return { exited, lastWords: () => words, stop: () => stop.abort() };
  };
