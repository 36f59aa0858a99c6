import { afterEach, describe, expect, test } from 'vitest';
import { chess } from '../../../games/chess/game.ts';
import type { AnyGame, Json, Outcome } from '../../../games/game.ts';
import { kuhnPoker } from '../../../games/kuhn-poker/game.ts';
import { positionalGames } from '../../../games/positional/game.ts';
import { games } from '../../../games/registry.ts';
import { stepRng } from '../../../games/rng.ts';
import type { PlayerHost } from '../../../server/hosting/port.ts';
import { actSchema } from '../../../server/protocol/messages.ts';
import { endMessage, turnMessage, welcome } from '../../sdk/fixtures.ts';
import type { After } from '../timer.ts';
import { PlayerFailure } from '../player-failure.ts';
import { findEngine } from '../uci/known-engines.ts';
import { createInlineHost } from './inline-host.ts';
import { createTrampoline } from './trampoline.ts';
import { createWorkerHost } from './worker-host.ts';

const ticTacToe = positionalGames[0]!;
const hosts: PlayerHost[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));
const opened = (host: PlayerHost): PlayerHost => {
  hosts.push(host);
  return host;
};
const seatContext = (game: AnyGame, seat = 0) => ({
  match: 'match-1',
  seat,
  game: game.id,
  chance: `${seat}`.repeat(64),
});

type Message = Parameters<ReturnType<PlayerHost['open']>['send']>[0];

/** Plays a match of hosted players by the rules alone, each behind its wire. */
const playHosted = (
  host: PlayerHost,
  game: AnyGame,
  addresses: readonly string[],
  config = game.defaults as Json,
) =>
  new Promise<{ outcome: Outcome; actions: readonly Json[] }>((resolve, reject) => {
    let state: unknown = game.setup(config, stepRng('', 0));
    let step = 1;
    let actions = new Map<number, Json>();
    const played: Json[] = [];
    const ask = (): void => {
      const outcome = game.outcome(state);
      if (outcome !== undefined) {
        for (const wire of wires) wire.send(endMessage as Message);
        for (const wire of wires) wire.close(1000, 'over');
        return resolve({ outcome, actions: played });
      }
      for (const seat of game.actors(state)) {
        const view = game.view(state, seat) as Json;
        const legal = [...game.legalActions(state, seat)] as Json[];
        wires[seat]!.send(turnMessage(step, { view, legal }) as Message);
      }
    };
    const wires = addresses.map((address, seat) =>
      host.open(address, seatContext(game, seat), {
        failed: reject,
        send: (message) => {
          if (message.type !== 'act') return reject(new Error(message.type));
          const { action, id, turn } = actSchema.parse(message);
          const refusal = turn === step ? game.check(state, seat, action) : { message: 'stale' };
          if (refusal !== undefined) return reject(new Error(refusal.message));
          wires[seat]!.send({ type: 'ack', turn, id });
          actions.set(seat, action as Json);
          played.push(action as Json);
          if (actions.size < game.actors(state).length) return;
          state = game.step(state, actions, stepRng('', step));
          actions = new Map();
          step += 1;
          ask();
        },
      }),
    );
    wires.forEach((wire, seat) => wire.send({ ...welcome, seat } as Message));
    ask();
  });

describe('an inline host', () => {
  test('plays a match of 1500 steps that are all answered at once, without a deep stack', async () => {
    const addresses = ['bot:equilibrium', 'bot:random'];
    const { outcome, actions } = await playHosted(opened(createInlineHost()), kuhnPoker, addresses, {
      hands: 500,
    });
    expect(outcome.reason).toBe('all-hands-played');
    expect(actions.length).toBeGreaterThan(1000);
  });

  test('plays as a host with worker threads does', async () => {
    const addresses = ['bot:greedy', 'bot:perfect-with-slips?rate=0.5'];
    const inline = await playHosted(opened(createInlineHost()), ticTacToe, addresses);
    const worker = await playHosted(opened(createWorkerHost({ pool: { size: 1 } })), ticTacToe, addresses);
    expect(worker).toEqual(inline);
  });
});

describe('a worker host', () => {
  test('plays many matches at once', async () => {
    const host = opened(createWorkerHost({ pool: { size: 2 } }));
    const matches = Array.from({ length: 20 }, () =>
      playHosted(host, ticTacToe, ['bot:perfect', 'bot:greedy']),
    );
    for (const { outcome } of await Promise.all(matches))
      expect(outcome.scores[0]).toBeGreaterThanOrEqual(0.5);
  });

  test('searches chess off the event loop', async () => {
    const host = opened(createWorkerHost({ pool: { size: 1 } }));
    const { outcome } = await playHosted(host, chess, ['bot:minimax?depth=1', 'bot:random'], {
      fen: chess.defaults.fen,
      stepsMax: 20,
    });
    expect(outcome.reason).not.toBe('');
  });
});

const engine = findEngine('stockfish');
test.skipIf(engine instanceof PlayerFailure)('an engine plays behind the same wire', async () => {
  const host = opened(createWorkerHost());
  const { outcome } = await playHosted(host, chess, ['uci:stockfish?nodes=300', 'bot:random']);
  expect(outcome.scores).toEqual([1, 0]);
  expect(host.agentId('uci:stockfish?nodes=300')).toMatch(/^uci:stockfish\?nodes=300@stockfish-\d/);
});
if (engine instanceof PlayerFailure) console.warn(`skipped: ${engine.message}`);

describe('a host', () => {
  test.each([
    ['bot:perfect', 'chess', 'game-not-played'],
    ['bot:nobody', 'chess', 'unknown-bot'],
    ['bot:minimax?depth=9', 'chess', 'bad-option'],
    ['uci:stockfish', 'kuhn-poker', 'game-not-played'],
    ['uci:stockfish?nodes=x', 'chess', 'bad-option'],
    ['uci:/nowhere/engine', 'chess', 'engine-missing'],
    ['llm:some/model', 'chess', 'kind-not-hosted'],
    ['bot:random?token=1', 'chess', 'secret-in-address'],
    ['random', 'chess', 'bad-address'],
  ])('says why %s cannot play %s', (address, game, code) => {
    const host = opened(createInlineHost());
    expect(host.problem(address, game)).toEqual({ code, message: expect.stringMatching(/\.|:/) as string });
  });

  test.each(games.map(({ id }) => id))('lists bots for %s that play it as they are listed', (id) => {
    const host = opened(createInlineHost());
    const names = host.bots(id);
    expect(names).toContain('random');
    for (const name of names) expect(host.problem(`bot:${name}`, id)).toBeUndefined();
  });

  test('names players by canonical address and version', () => {
    const host = opened(createInlineHost());
    expect(host.problem('bot:minimax?ties=seeded&nodes=50', 'chess')).toBeUndefined();
    expect(host.agentId('bot:minimax?ties=seeded&nodes=50')).toBe('bot:minimax?nodes=50&ties=seeded@1');
    expect(() => host.agentId('llm:x')).toThrow('not hosted');
  });

  test('reports a player that throws', async () => {
    const host = opened(createInlineHost());
    const failure = new Promise<Error>((failed) => {
      const wire = host.open('bot:equilibrium', seatContext(kuhnPoker), { send: () => {}, failed });
      wire.send(welcome as Message);
      wire.send(turnMessage(1, { view: { betting: [], cards: null } }) as Message);
    });
    expect(await failure).toMatchObject({
      code: 'player-threw',
      cause: { message: 'seat 0 has no card in its view' },
    });
  });

  test('holds answers back for people who watch, by its timer', async () => {
    const waits: { readonly ms: number; readonly callback: () => void }[] = [];
    const after: After = (ms, callback) => {
      waits.push({ ms, callback });
      return () => {};
    };
    const host = opened(createInlineHost({ minThinkMs: 800, after }));
    const sent: unknown[] = [];
    const wire = host.open('bot:random', seatContext(ticTacToe), {
      send: (m) => sent.push(m),
      failed: () => {},
    });
    wire.send(welcome as Message);
    wire.send(turnMessage(1, { legal: ['A'] }) as Message);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([]);
    expect(waits.map(({ ms }) => ms)).toEqual([800]);
    waits[0]!.callback();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toMatchObject([{ type: 'act', turn: 1, action: 'A', source: 'bot' }]);
  });
});

describe('a trampoline', () => {
  test('runs tasks in order, none inside another, and lets the event loop live', async () => {
    const run = createTrampoline();
    const seen: number[] = [];
    let isInside = false;
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 0);
    await new Promise<void>((resolve) => {
      const task = (n: number) => (): void => {
        if (isInside) throw new Error('a task inside a task');
        isInside = true;
        seen.push(n);
        if (n < 200_000) run(task(n + 1));
        else resolve();
        isInside = false;
      };
      run(task(0));
      expect(seen).toEqual([]);
    });
    clearInterval(timer);
    expect(seen.every((n, at) => n === at)).toBe(true);
    expect(ticks).toBeGreaterThan(0);
  });
});
