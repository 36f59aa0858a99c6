import { sha256Hex } from '../../games/sha256.ts';
import type { Secrets } from '../../replays/store.ts';
import type { FailureCause, PlayerHost } from '../hosting/port.ts';
import type { Match } from '../match/match.ts';
import type { Wire } from '../match/ports.ts';
import { closeCodes } from '../protocol/constants.ts';
import type { ClientMessage } from '../protocol/messages.ts';
import type { ProviderAllowance } from './provider-allowance.ts';

interface HostingDeps {
  readonly host?: PlayerHost | undefined;
  readonly report: (match: string, what: string, cause?: unknown) => void;
  readonly allowance: ProviderAllowance;
}

/** The key of a hosted player's chance: it follows from the seed, so that a match can be played again alike. */
export const chanceKey = (seed: string, seat: number): string => sha256Hex(`agon-player-v1|${seed}|${seat}`);

const receive = (match: Match, seat: number, message: ClientMessage): void => {
  if (message.type === 'act') match.act(seat, message);
  else if (message.type === 'resign') match.resign(seat);
};

/**
 * What the failure of a player does to its match. A house bot is a part of the arena; an engine or a model is a
 * competitor, whose failure is its own, but for that of a model's provider, within its allowance.
 */
const settleFailure = (
  { allowance, report }: HostingDeps,
  match: Match,
  seat: number,
  failed: { readonly error: unknown; readonly cause: FailureCause | undefined; readonly leave: () => void },
): void => {
  const { agent, kind } = match.header.seats[seat]!;
  const { error, cause, leave } = failed;
  if (kind === 'bot') match.fail('player-failed', error);
  if (cause?.kind === 'budget') match.exhaust(seat);
  if (cause?.kind !== 'provider') return leave();
  const settle = (isAllowed: boolean): void => {
    if (isAllowed && !match.failProvider(seat, cause.evidence)) allowance.giveBack(agent, match.id);
    leave();
  };
  allowance.take(agent, match.id).then(settle, (fault: unknown) => {
    report(match.id, `the failures of ${agent} could not be counted`, fault);
    settle(false);
  });
};

/** Opens the player of one seat. One that fails is gone for good, whatever it still says; its seat stays empty. */
const seatHostedPlayer = (
  deps: HostingDeps,
  match: Match,
  seat: number,
  address: string,
  chance: string,
): void => {
  const { host, report } = deps;
  if (host === undefined) return report(match.id, `nobody hosts ${address}`);
  let wire: Wire | undefined;
  let isGone = false;
  const leave = (): void => {
    if (wire === undefined || !match.isSeated(seat, wire)) return;
    match.desert(seat, wire);
    // Nobody else closes a wire that the match no longer has, and its player may hold a process.
    wire.close(closeCodes.goingAway, 'the player failed');
  };
  const fail = (error: unknown, cause?: FailureCause): void => {
    if (isGone) return;
    isGone = true;
    report(match.id, `${address} failed`, error);
    settleFailure(deps, match, seat, { error, cause, leave });
  };
  try {
    wire = host.open(
      address,
      { match: match.id, seat, game: match.game.id, chance, rated: match.header.rated },
      {
        send: (message) => {
          if (!isGone) receive(match, seat, message);
        },
        failed: fail,
      },
    );
  } catch (error) {
    return fail(error);
  }
  if (isGone) wire.close(closeCodes.goingAway, 'the player failed');
  else match.connect(seat, wire);
};

/** Opens the hosted seats of a match and connects each as a socket would be. */
export const seatHostedPlayers = (deps: HostingDeps, match: Match, secrets: Secrets): void => {
  for (const [seat, address] of secrets.hosted.entries())
    if (address !== null) seatHostedPlayer(deps, match, seat, address, chanceKey(secrets.seed, seat));
};
