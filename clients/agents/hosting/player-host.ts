import type { HostedSeatContext, HostedSeatEvents, PlayerHost } from '../../../server/hosting/port.ts';
import { createSeatRunner } from '../../sdk/seat.ts';
import { type Address, type AddressKind, formatAddress, parseAddress } from '../address.ts';
import { PlayerFailure } from '../player-failure.ts';
import type { ClosablePlayer, PlayerKind } from '../player-kind.ts';
import { type After, platformTimer } from '../timer.ts';
import { paced } from './pacing.ts';
import { createTrampoline } from './trampoline.ts';

export interface PlayerHostOptions {
  readonly kinds: Partial<Record<AddressKind, PlayerKind>>;
  /** What no answer of a bot is earlier than, for games that people watch; 0 by default. */
  readonly minThinkMs?: number;
  readonly after?: After;
  /** Called when all seats are closed. */
  readonly closeKinds?: () => Promise<void>;
}

interface Found {
  readonly address: Address;
  readonly kind: PlayerKind;
}

const find = ({ kinds }: PlayerHostOptions, text: string): Found | { code: string; message: string } => {
  const address = parseAddress(text);
  if ('problem' in address) return address.problem;
  const kind = kinds[address.kind];
  if (kind === undefined)
    return { code: 'kind-not-hosted', message: `${address.kind}: players are not hosted here.` };
  return { address, kind };
};

const mustFind = (options: PlayerHostOptions, text: string): Found => {
  const found = find(options, text);
  if ('code' in found) throw new Error(found.message);
  return found;
};

/** Hosts the players of every kind that it is given, each behind a wire as if it were a socket. */
export const createPlayerHost = (options: PlayerHostOptions): PlayerHost => {
  const { minThinkMs = 0, after = platformTimer } = options;
  const run = createTrampoline();
  const seats = new Map<ClosablePlayer, () => Promise<void>>();
  const open = (text: string, context: HostedSeatContext, events: HostedSeatEvents) => {
    const { address, kind } = mustFind(options, text);
    const player = kind.open(address, context);
    const fail = (error: unknown): void =>
      events.failed(
        error instanceof Error ? error : new Error(String(error)),
        error instanceof PlayerFailure ? error.told : undefined,
      );
    const runner = createSeatRunner({
      player: minThinkMs > 0 ? paced(player.play, minThinkMs, after) : player.play,
      send: events.send,
      onFailure: fail,
      ...(player.ended !== undefined && { onEnd: (end) => player.ended?.(end) }),
      // Not by chance, so that a match that is played again has the same log.
      idPrefix: 'h',
    });
    const receive = (message: Parameters<typeof runner.receive>[0]): void => {
      try {
        runner.receive(message);
      } catch (error) {
        // One match's error must not stop the queue for the others.
        fail(error);
      }
    };
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => {
      runner.stop();
      // What a player still does after its match, such as writing down what it learned, is waited for.
      closing ??= player.close().finally(() => seats.delete(player));
      return closing;
    };
    seats.set(player, close);
    return {
      send: (message: Parameters<typeof runner.receive>[0]) => run(() => receive(message)),
      // What the match has sent before it closes, its end above all, is still to be read.
      close: () => run(() => void close()),
    };
  };
  return {
    open,
    problem: (text, game) => {
      const found = find(options, text);
      return 'code' in found ? found : found.kind.problem(found.address, game);
    },
    bots: (game) => options.kinds.bot?.names?.(game) ?? [],
    agentId: (text) => {
      const { address, kind } = mustFind(options, text);
      return `${formatAddress(address)}@${kind.version(address)}`;
    },
    close: async () => {
      await Promise.all([...seats.values()].map((close) => close()));
      await options.closeKinds?.();
    },
  };
};
