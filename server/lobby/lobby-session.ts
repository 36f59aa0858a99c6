import type { Principal } from '../accounts/accounts.ts';
import { formatErrorMessage, isRefusal, refuse, retryAfterOf, type Refusal } from '../errors.ts';
import type { Faults } from '../faults.ts';
import { createRateLimit } from '../gateway/rate-limit.ts';
import { readLobbyMessage } from '../gateway/read-message.ts';
import type { Session } from '../gateway/session.ts';
import { closeCodes } from '../protocol/constants.ts';
import type { LobbyClientMessage } from '../protocol/messages.ts';
import type { Quota } from '../quota.ts';
import type { Attendance } from './attendance.ts';
import type { LobbyWire } from './guest.ts';
import type { Lobby } from './lobby.ts';

export interface LobbySessionDeps {
  readonly lobby: Pick<Lobby, 'attend'>;
  readonly verify: (key: string) => Promise<Principal | Refusal>;
  /** Sockets of all agents of an owner: new agents cost nothing, so a limit for each would be none. */
  readonly owners: Quota;
  readonly limits: { readonly messagesPerSecondMax: number };
  readonly faults: Pick<Faults, 'report'>;
}

/** One message of an agent that is in the lobby. */
const take = (
  message: Exclude<LobbyClientMessage, { type: 'ping' }>,
  attendance: Attendance,
  wire: LobbyWire,
): void => {
  if (message.type === 'leave') {
    attendance.leave();
    wire.close(closeCodes.normal, 'left');
    return;
  }
  const refusal = message.type === 'hello' ? refuse('hello-repeated') : attendance.enter(message);
  if (refusal !== undefined) wire.send(formatErrorMessage(refusal));
};

/**
 * The session of a socket that said hello with a key. What is said while the key is being verified waits; only the
 * last of it counts.
 */
export const createLobbySession = (
  { lobby, verify, owners, limits, faults }: LobbySessionDeps,
  wire: LobbyWire,
  key: string,
  nowMs: () => number = () => performance.now(),
): Session => {
  const admit = createRateLimit(limits.messagesPerSecondMax, 1000, nowMs);
  let attendance: Attendance | undefined;
  let owner: string | undefined;
  let waiting: Parameters<typeof take>[0] | undefined;
  let isGone = false;

  const say = (refusal: Refusal): void => wire.send(formatErrorMessage(refusal));
  const turnAway = (refusal: Refusal, closeCode: number): void => {
    isGone = true;
    say(refusal);
    wire.close(closeCode, refusal.code);
  };
  const welcome = (principal: Principal | Refusal): void => {
    if (isGone) return;
    // What passes by itself is no reason to stay away.
    if (isRefusal(principal))
      return turnAway(
        principal,
        retryAfterOf(principal) === undefined ? closeCodes.badTicket : closeCodes.goingAway,
      );
    if (principal.kind !== 'agent') return turnAway(refuse('not-an-agent'), closeCodes.badTicket);
    if (!owners.take(principal.owner!))
      return turnAway(refuse('too-many-lobby-sockets'), closeCodes.goingAway);
    owner = principal.owner;
    attendance = lobby.attend(principal.id, wire);
    if (waiting !== undefined) take(waiting, attendance, wire);
  };
  const isAdmitted = (): boolean => {
    const admission = admit();
    if (admission === 'first-over') say(refuse('rate-limited'));
    return admission === 'admitted';
  };
  verify(key).then(welcome, (error: unknown) => {
    faults.report('lobby', error);
    if (!isGone) turnAway(refuse('internal'), closeCodes.internal);
  });
  return {
    receive: (value) => {
      if (isGone || !isAdmitted()) return;
      const message = readLobbyMessage(value);
      if (isRefusal(message)) say(message);
      else if (message.type === 'ping') wire.send({ type: 'pong' });
      else if (attendance === undefined) waiting = message;
      else take(message, attendance, wire);
    },
    refuse: (refusal) => {
      if (!isGone && isAdmitted()) say(refusal);
    },
    drop: () => {
      isGone = true;
      attendance?.leave();
      if (owner !== undefined) owners.giveBack(owner);
      owner = undefined;
    },
  };
};
