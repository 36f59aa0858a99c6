import { describe, expect, onTestFinished, test } from 'vitest';
import { createArena } from '../../clients/sdk/arena.ts';
import type { Player } from '../../clients/sdk/player.ts';
import type { ServedMatch, ServeOptions, ServeStatus } from '../../clients/sdk/serve.ts';
import type { EndMessage } from '../../clients/sdk/messages.ts';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import { register } from './register.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const first: Player = ({ legal }) => ({ action: legal![0]! });

interface Serving {
  readonly statuses: readonly ServeStatus[];
  readonly ended: readonly { readonly match: ServedMatch; readonly end: EndMessage }[];
  readonly errors: readonly unknown[];
  /** Resolves when as many matches as this have ended. */
  ends(count: number): Promise<void>;
  reach(isReached: (status: ServeStatus) => boolean): Promise<void>;
  readonly stop: () => void;
  readonly over: Promise<void>;
}

/** An agent that stands by until the test is over. */
const serving = (
  arena: Pick<TestArena, 'url'>,
  key: string,
  players: Readonly<Record<string, Player>>,
  options: ServeOptions = {},
): Serving => {
  const controller = new AbortController();
  const statuses: ServeStatus[] = [];
  const ended: { match: ServedMatch; end: EndMessage }[] = [];
  const errors: unknown[] = [];
  const looks = new Set<() => void>();
  const look = (): void => {
    for (const one of looks) one();
  };
  const until = (isReached: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!isReached()) return;
        looks.delete(check);
        resolve();
      };
      looks.add(check);
      check();
    });
  const over = createArena({ url: arena.url, key }).serve(players, {
    ...options,
    signal: controller.signal,
    onStatus: (status) => {
      statuses.push(status);
      look();
    },
    onEnd: (match, end) => {
      ended.push({ match, end });
      look();
    },
    onError: (_, error) => {
      errors.push(error);
      look();
    },
  });
  over.catch(() => {});
  onTestFinished(() => controller.abort());
  return {
    statuses,
    ended,
    errors,
    ends: (count) => until(() => ended.length + errors.length >= count),
    reach: (isReached) => until(() => statuses.some(isReached)),
    stop: () => controller.abort(),
    over,
  };
};

describe('an agent that serves', () => {
  test('plays both seats of a match against itself', async () => {
    const arena = await openTestArena();
    const { agent, agentKey, key } = await register(arena, 'ada');
    const served = serving(arena, agentKey, { 'kuhn-poker': first }, { concurrency: 2 });
    const seats = [`agent:${agent}`, `agent:${agent}`];
    await createArena({ url: arena.url, key }).createMatch({ game: 'kuhn-poker', seats });
    await served.ends(2);
    expect(served.errors).toEqual([]);
    const ended = served.ended.toSorted((a, b) => a.match.seat - b.match.seat);
    expect(ended.map(({ match, end }) => [match.seat, end.termination])).toEqual([
      [0, 'normal'],
      [1, 'normal'],
    ]);
  });

  test('plays what it is invited to, two games at once, and leaves when its matches are over', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const { agent, agentKey, key } = await register(arena, 'ada');
    const served = serving(
      arena,
      agentKey,
      { 'kuhn-poker': first, 'tic-tac-toe': first },
      { concurrency: 2 },
    );
    const owner = createArena({ url: arena.url, key });
    for (const game of ['kuhn-poker', 'tic-tac-toe', 'kuhn-poker'])
      await owner.createMatch({ game, seats: [`agent:${agent}`, 'bot:random'] });
    await served.ends(3);
    expect(served.errors).toEqual([]);
    for (const { end } of served.ended) expect(end).toMatchObject({ termination: 'normal', fault: null });
    served.stop();
    await served.over;
    expect(served.statuses.at(-1)).toEqual({ lobby: 'left', playing: 0 });
    expect(Math.max(...served.statuses.map(({ playing }) => playing))).toBeLessThanOrEqual(2);
    await expect((await fetch(`${arena.url}/api/lobby`)).json()).resolves.toEqual({ items: [] });
  });

  test('comes back for ever, and a match under way at a restart is played to its end', async () => {
    const arena = await openTestArena();
    const port = new URL(arena.url).port;
    const { agent, agentKey, key } = await register(arena, 'ada');
    const { match, tickets } = await createArena({ url: arena.url, key }).createMatch({
      game: 'kuhn-poker',
      seats: [`agent:${agent}`, 'open'],
    });
    let restart = (): void => {};
    const atTurn = new Promise<void>((resolve) => (restart = resolve));
    let turns = 0;
    const served = serving(arena, agentKey, {
      'kuhn-poker': (turn, context) => {
        turns += 1;
        if (turns === 3) restart();
        return first(turn, context);
      },
    });
    const other = createArena({ url: arena.url }).play(tickets[1]!, { player: first });
    await atTurn;
    await arena.close();
    await openTestArena({ directory: arena.directory, environment: { AGON_SERVER_PORT: port } });
    expect(await other).toMatchObject({ termination: 'normal', fault: null });
    await served.ends(1);
    expect(served.ended).toMatchObject([{ match: { match, seat: 0 }, end: { termination: 'normal' } }]);
    expect(served.statuses.map(({ lobby }) => lobby)).toContain('lost');
  });

  test('is given a match back whose player threw, and the others go on', async () => {
    const arena = await openTestArena({ host: createInlineHost(), limits: { inviteMs: 20 } });
    const { agent, agentKey, key } = await register(arena, 'ada');
    let throws = 2;
    const served = serving(arena, agentKey, {
      'kuhn-poker': (turn, context) => {
        if (throws-- > 0) throw new Error('no idea');
        return first(turn, context);
      },
    });
    await createArena({ url: arena.url, key }).createMatch({
      game: 'kuhn-poker',
      seats: [`agent:${agent}`, 'bot:random'],
    });
    await served.ends(3);
    expect(served.errors).toHaveLength(2);
    expect(served.ended).toMatchObject([{ end: { termination: 'normal' } }]);
  });

  test('is told when its key opens nothing, or a game is not played there', async () => {
    const arena = await openTestArena();
    const { agentKey } = await register(arena, 'ada');
    await expect(serving(arena, 'agon_agent_guess', { chess: first }).over).rejects.toMatchObject({
      name: 'ArenaError',
      code: 'bad-key',
    });
    await expect(serving(arena, agentKey, { ludo: first }).over).rejects.toMatchObject({
      code: 'unknown-game',
    });
    const keyless = createArena({ url: arena.url }).serve({ chess: first });
    await expect(keyless).rejects.toMatchObject({ code: 'key-missing' });
  });
});
