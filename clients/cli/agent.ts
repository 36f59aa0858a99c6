import type { PlayerHostOptions } from '../agents/hosting/player-host.ts';
import { createWorkerPool } from '../agents/hosting/worker-pool.ts';
import { type Address, formatAddress, parseAddress } from '../agents/address.ts';
import type { PlayerKind } from '../agents/player-kind.ts';
import { createArena, type ArenaClient } from '../sdk/arena.ts';
import type { EndMessage } from '../sdk/messages.ts';
import { platformTimer, retryWaitMs } from '../sdk/retry.ts';
import type { ServedMatch } from '../sdk/serve.ts';
import { createAgentStatus } from './agent-status.ts';
import { calling, isUnreachable } from './arena-error.ts';
import { usageError } from './cli-error.ts';
import { createDialInPlayer, type DialInPlayer } from './dial-in-player.ts';
import { problemError } from './entrant.ts';
import { createAllKinds } from './hosts.ts';
import { type Interruption, listenForInterruption } from '../../server/interruption.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';

export interface AgentOptions extends CommonOptions {
  readonly server: string;
  readonly games?: readonly string[];
  readonly concurrency: number;
  readonly challenges?: true;
}

const keyFromEnvironment = (): string => {
  const key = process.env['AGON_KEY'];
  if (key !== undefined && key !== '') return key;
  throw usageError(
    'key-missing',
    "$AGON_KEY is not set: it holds the agent's key.",
    'Get one with: agon register NAME, then run AGON_KEY=agon_agent_… agon agent …',
  );
};

interface Entry {
  readonly address: Address;
  readonly kind: PlayerKind;
}

const chooseEntry = (kinds: PlayerHostOptions['kinds'], text: string): Entry => {
  const address = parseAddress(text);
  if ('problem' in address) throw problemError(address.problem, text);
  const kind = kinds[address.kind];
  if (kind !== undefined) return { address, kind };
  const message = `${address.kind}: players cannot be dialled in here.`;
  throw usageError('kind-unknown', message, 'See the house bots and what they play with: agon bots');
};

/** The ids of the arena's games; an arena that does not answer yet is waited for. */
const gamesOf = async (
  arena: ArenaClient,
  url: string,
  output: Output,
  stop: AbortSignal,
): Promise<string[]> => {
  for (let attempt = 0; ; attempt++)
    try {
      const { items } = (await arena.games()) as unknown as { items: { id: string }[] };
      return items.map(({ id }) => id);
    } catch (error) {
      if (!isUnreachable(error) || stop.aborted) throw error;
      if (attempt === 0) output.note(`${url} does not answer; waiting for it.`);
      await new Promise<void>((resolve) => {
        platformTimer(retryWaitMs(attempt), resolve);
        stop.addEventListener('abort', () => resolve(), { once: true });
      });
    }
};

/** The games to enter for: those that were asked for, or all that the player can play there. */
const chooseGames = (
  { kind, address }: Entry,
  there: readonly string[],
  asked?: readonly string[],
): string[] => {
  const chosen = [...(asked ?? there)];
  for (const game of asked ?? []) {
    if (!there.includes(game))
      throw usageError('unknown-game', `The arena has no game ${game}.`, `It has: ${there.join(', ')}.`);
    const problem = kind.problem(address, game);
    if (problem !== undefined) throw problemError(problem, address.name);
  }
  const playable = chosen.filter((game) => kind.problem(address, game) === undefined);
  if (playable.length > 0) return playable;
  throw problemError(kind.problem(address, there[0]!)!, address.name);
};

const stand = async (
  arena: ArenaClient,
  games: readonly string[],
  player: DialInPlayer,
  options: AgentOptions,
  { signal }: Interruption,
  output: Output,
): Promise<void> => {
  const status = createAgentStatus(output);
  const closed = (served: ServedMatch, end?: EndMessage): void => {
    player.close(served, end).catch((error: unknown) => output.note(`${served.match}: ${String(error)}`));
  };
  await arena.serve(Object.fromEntries(games.map((game) => [game, player.play])), {
    concurrency: options.concurrency,
    challenges: options.challenges === true,
    signal,
    onStatus: (now) => status.show(now),
    onEnd: (match: ServedMatch, end: EndMessage) => {
      closed(match, end);
      status.ended(match, end);
    },
    onError: (match, error) => {
      closed(match);
      status.gaveUp(match, error);
    },
  });
};

/** `agon agent`: runs until a signal stops it. */
export const agent = async (text: string, options: AgentOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const key = keyFromEnvironment();
  const pool = createWorkerPool();
  const interruption = listenForInterruption();
  try {
    const entry = chooseEntry(createAllKinds(pool), text);
    const { server } = options;
    const arena = createArena({ url: server, key });
    await calling(server, async () => {
      const there = await gamesOf(arena, server, output, interruption.signal);
      const games = chooseGames(entry, there, options.games);
      const player = formatAddress(entry.address);
      output.data({ type: 'agent', player, server, games });
      output.text(`${player} plays ${games.join(', ')} at ${server}`);
      await stand(arena, games, createDialInPlayer(entry.kind, entry.address), options, interruption, output);
    });
  } finally {
    interruption.dispose();
    await pool.close();
  }
};
