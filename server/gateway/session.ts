import type { Seat } from '../../games/game.ts';
import { formatErrorMessage, isRefusal, refuse, type Refusal } from '../errors.ts';
import type { ClientMessage } from '../protocol/messages.ts';
import type { Match } from '../match/match.ts';
import type { Wire } from '../match/ports.ts';
import type { DoorLimits } from './door-limits.ts';
import { createRateLimit } from './rate-limit.ts';
import { readMessage } from './read-message.ts';

/** One connection's side of a conversation, the same on both doors. */
export interface Session {
  /** Takes one message, parsed from whatever carried it but not yet checked. */
  receive(value: unknown): void;
  /** Answers a frame that held no message. */
  refuse(refusal: Refusal): void;
  /** The connection is gone; harmless when called again. */
  drop(): void;
}

type SessionLimits = Pick<DoorLimits, 'messagesPerSecondMax'>;

/** The session of a seat that has said hello. */
export const createSeatSession = (
  match: Match,
  seat: Seat,
  wire: Wire,
  limits: SessionLimits,
  nowMs: () => number = () => performance.now(),
): Session => {
  const admit = createRateLimit(limits.messagesPerSecondMax, 1000, nowMs);
  let isDropped = false;

  const say = (refusal: Refusal): void => wire.send(formatErrorMessage(refusal));
  const take = (message: ClientMessage): void => {
    switch (message.type) {
      case 'hello':
        return say(refuse('hello-repeated'));
      case 'act':
        return match.act(seat, message);
      case 'resign':
        return match.status() === 'waiting' ? say(refuse('not-begun')) : match.resign(seat);
      case 'ping':
        return wire.send({ type: 'pong' });
    }
  };
  /** What is over the limit is dropped, and said once a second. */
  const isAdmitted = (): boolean => {
    const admission = admit();
    if (admission === 'first-over') say(refuse('rate-limited'));
    return admission === 'admitted';
  };
  /** The act that the open turn waits for, well formed; undefined for anything else. */
  const awaitedAct = (value: unknown): ClientMessage | undefined => {
    if (typeof value !== 'object' || value === null || !match.isAwaited(seat, value)) return undefined;
    const message = readMessage(value);
    return isRefusal(message) ? undefined : message;
  };
  const receive = (value: unknown): void => {
    // Frames of a socket that was replaced may still be on their way.
    if (isDropped || !match.isSeated(seat, wire)) return;
    const awaited = awaitedAct(value);
    // Bounded by the turns and attempts of the match, so that a fast player is never told to slow down.
    if (awaited !== undefined) return take(awaited);
    if (!isAdmitted()) return;
    const message = readMessage(value);
    if (isRefusal(message)) say(message);
    else take(message);
  };
  return {
    receive,
    refuse: (refusal) => {
      if (!isDropped && isAdmitted()) say(refusal);
    },
    drop: () => {
      if (isDropped) return;
      isDropped = true;
      match.disconnect(seat, wire);
    },
  };
};

/** The session of somebody who watches: whatever it says is refused. */
export const createSpectatorSession = (wire: Wire, limits: SessionLimits): Session => {
  const admit = createRateLimit(limits.messagesPerSecondMax, 1000, () => performance.now());
  const answer = (): void => {
    if (admit() === 'admitted') wire.send(formatErrorMessage(refuse('spectator-silent')));
  };
  return { receive: answer, refuse: answer, drop: () => {} };
};
