import type { Accounts, Principal } from '../accounts/accounts.ts';
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
  readonly accounts: Pick<Accounts, 'whenRevoked'>;
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

/** The agent, or why whoever this is does not get into the lobby. */
const admitAgent = (principal: Principal | Refusal, owners: Quota): Principal | Refusal => {
  if (isRefusal(principal)) return principal;
  if (principal.kind !== 'agent') return refuse('not-an-agent');
  return owners.take(principal.owner!) ? principal : refuse('too-many-lobby-sockets');
};

/** What passes by itself is no reason to stay away. */
const closeCodeOf = (refusal: Refusal): number =>
  retryAfterOf(refusal) === undefined ? closeCodes.badTicket : closeCodes.goingAway;

/**
 * The session of a socket that said hello with a key. What is said while the key is being verified waits; only the
 * last of it counts. It ends with its key: what was offered to a stolen one is free for its agent.
 */
export const createLobbySession = (
  { lobby, accounts, verify, owners, limits, faults }: LobbySessionDeps,
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
  const turnAway = (refusal: Refusal, closeCode: number = closeCodeOf(refusal)): void => {
    isGone = true;
    say(refusal);
    wire.close(closeCode, refusal.code);
  };
  const welcome = (principal: Principal | Refusal): void => {
    if (isGone) return;
    const admitted = admitAgent(principal, owners);
    if (isRefusal(admitted)) return turnAway(admitted);
    owner = admitted.owner;
    attendance = lobby.attend(admitted.id, wire);
    if (waiting !== undefined) take(waiting, attendance, wire);
  };
  const isAdmitted = (): boolean => {
    const admission = admit();
    if (admission === 'first-over') say(refuse('rate-limited'));
    return admission === 'admitted';
  };
  // From before it is verified on: it may be revoked meanwhile.
  const stopFollowing = accounts.whenRevoked(key, () => {
    if (isGone) return;
    attendance?.leave();
    turnAway(refuse('bad-key', 'The key was revoked.'));
  });
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
      stopFollowing();
      attendance?.leave();
      if (owner !== undefined) owners.giveBack(owner);
      owner = undefined;
    },
  };
};
