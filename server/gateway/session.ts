import type { Seat } from '../../games/game.ts';
import { formatErrorMessage, isRefusal, refuse, type Refusal } from '../errors.ts';
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
  /** Whether a message is read; says so once a second where it is not. */
  const isAdmitted = (isAwaited: () => boolean): boolean => {
    const admission = admit();
    if (admission === 'admitted' || isAwaited()) return true;
    if (admission === 'first-over') say(refuse('rate-limited'));
    return false;
  };
  const isAwaited = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && match.isAwaited(seat, value);
  const receive = (value: unknown): void => {
    if (isDropped || !isAdmitted(() => isAwaited(value))) return;
    const message = readMessage(value);
    if (isRefusal(message)) return say(message);
    switch (message.type) {
      case 'hello':
        return say(refuse('hello-repeated'));
      case 'act':
        return match.act(seat, message);
      case 'resign':
        return match.resign(seat);
    }
  };
  return {
    receive,
    refuse: (refusal) => {
      if (!isDropped && isAdmitted(() => false)) say(refusal);
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
