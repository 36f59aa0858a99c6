import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { chess } from '../../../games/chess/game.ts';
import { openPosition } from '../../../games/chess/position.ts';
import { stepRng } from '../../../games/rng.ts';
import type { Json, Welcome } from '../../sdk/messages.ts';
import type { FullDecision, PlayerTurn } from '../../sdk/player.ts';
import { PlayerFailure } from '../player-failure.ts';
import type { ClosablePlayer } from '../player-kind.ts';
import { engineOptionsSchema, goCommand } from './engine-options.ts';
import type { After } from '../timer.ts';
import { type EngineCommand, findEngine, probeEngine } from './known-engines.ts';
import { extendLine } from './line.ts';
import { createUciPlayer } from './uci-player.ts';

const fake = fileURLToPath(new URL('fake-engine.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'agon-uci-'));
const opened: ClosablePlayer[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((player) => player.close()));
});
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const fakeCommand = (...args: readonly string[]): EngineCommand => ({
  program: process.execPath,
  args: [fake, ...args],
});
const openPlayer = (
  command: EngineCommand,
  options: Record<string, string> = {},
  after?: After,
): ClosablePlayer => {
  const player = createUciPlayer(command, engineOptionsSchema.parse(options), after);
  opened.push(player);
  return player;
};

const turnOf = (view: Json): PlayerTurn => ({
  turn: 1,
  view,
  text: '',
  news: [],
  deadline: { moveMs: 2000, bankMs: 0 },
  attemptsLeft: 3,
});
const initial = chess.setup(chess.defaults, stepRng('', 0));
const start = chess.view(initial, 0);
const ask = async (player: ClosablePlayer, view: Json = start, signal = new AbortController().signal) =>
  (await player.play(turnOf(view), { welcome: {} as Welcome, signal })) as FullDecision;

/** A timer that fires for the waits of these numbers, counted from 1, and never for others. */
const timerFor = (...waits: readonly number[]): After => {
  let count = 0;
  return (_, callback) => {
    count += 1;
    if (!waits.includes(count)) return () => {};
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  };
};

describe('an engine', () => {
  test('plays the move that it names, and nothing that merely looks like it', async () => {
    expect(await ask(openPlayer(fakeCommand()))).toEqual({ action: 'e2e4', source: 'engine' });
  });

  test('is told the line of play, so that it sees repetitions', async () => {
    const player = openPlayer(fakeCommand());
    await ask(player);
    const afterOwn = chess.step(initial, new Map([[0, 'e2e4']]), stepRng('', 1));
    const replied = chess.step(afterOwn, new Map([[1, 'g8f6']]), stepRng('', 2));
    expect(await ask(player, chess.view(replied, 0))).toMatchObject({ action: 'g1f3' });
  });

  test.each(['crash', 'garbage', 'illegal', 'flood'])(
    'that does %s is started once more and plays on',
    async (fault) => {
      const marker = join(folder, fault);
      expect(await ask(openPlayer(fakeCommand(fault, marker)))).toMatchObject({ action: 'e2e4' });
    },
  );

  test.each([
    ['crash', 'engine-crashed'],
    ['garbage', 'engine-illegal'],
    ['illegal', 'engine-illegal'],
    ['flood', 'engine-garbage'],
  ])('that does %s again fails as %s', async (fault, code) => {
    await expect(ask(openPlayer(fakeCommand(fault)))).rejects.toMatchObject({ code });
  });

  test.each([
    // Each start waits for uciok and readyok, and then for a move.
    ['silent', [3, 6]],
    ['mute', [1, 2]],
  ])('that is %s fails in time', async (fault, waits) => {
    await expect(ask(openPlayer(fakeCommand(fault), {}, timerFor(...waits)))).rejects.toMatchObject({
      code: 'engine-silent',
    });
  });

  test('is told to stop when the turn is over', async () => {
    const leaving = new AbortController();
    let waits = 0;
    const after: After = () => {
      waits += 1;
      // The third wait is for the move of a search that has begun; the fake engine names one on `stop` alone.
      if (waits === 3) setImmediate(() => leaving.abort());
      return () => {};
    };
    const player = openPlayer(fakeCommand('silent'), {}, after);
    expect(await ask(player, start, leaving.signal)).toMatchObject({ action: 'e2e4' });
  });

  test('without an option that the address asks for fails at once and says what it has', async () => {
    await expect(ask(openPlayer(fakeCommand(), { skill: '3' }))).rejects.toMatchObject({
      code: 'engine-option',
      message: 'The engine has no option Skill Level; it has: hash.',
    });
  });

  test('that is not there is found out before it is needed', async () => {
    expect(findEngine('no-such-engine')).toMatchObject({ code: 'engine-missing' });
    expect(findEngine('/nowhere/stockfish')).toMatchObject({
      message: expect.stringContaining('apt-get install stockfish') as string,
    });
    await expect(ask(openPlayer({ program: '/nowhere/engine', args: [] }))).rejects.toMatchObject({
      code: 'engine-missing',
    });
  });

  test('names itself and its version', () => {
    expect(probeEngine(fakeCommand())).toBe('fake-1.0');
    expect(() => probeEngine(fakeCommand('mute'))).toThrow(PlayerFailure);
  });
});

describe('a line', () => {
  const after = (...moves: readonly string[]) => {
    const position = openPosition(chess.defaults.fen);
    let state = initial;
    moves.forEach((move, at) => {
      state = chess.step(state, new Map([[at % 2, move]]), stepRng('', at));
    });
    return { view: chess.view(state, 0), fen: position.fen() };
  };

  test('goes on over reversible moves and starts anew after others', () => {
    const first = extendLine(undefined, undefined, after().view);
    const second = extendLine(first, 'g1f3', after('g1f3', 'g8f6').view);
    expect(second).toMatchObject({ fen: after().fen, moves: ['g1f3', 'g8f6'] });
    const { view } = after('g1f3', 'g8f6', 'f3g1', 'e7e5');
    expect(extendLine(second, 'f3g1', view)).toEqual({ fen: view.fen, moves: [], current: view.fen });
  });

  test('is never another position than the one that the referee shows', () => {
    const first = extendLine(undefined, undefined, after().view);
    const { view } = after('g1f3', 'g8f6');
    for (const own of ['b1c3', 'e7e5', 'e2e5'])
      expect(extendLine(first, own, view)).toEqual({ fen: view.fen, moves: [], current: view.fen });
  });
});

describe('the options of an address', () => {
  test.each([
    [{ nodes: '200' }, 'go nodes 200'],
    [{ movetime: '50' }, 'go movetime 50'],
    [{}, 'go depth 6'],
  ])('%j become %s', (options, command) => {
    expect(goCommand(engineOptionsSchema.parse(options))).toBe(command);
  });

  test('name one limit', () => {
    expect(engineOptionsSchema.safeParse({ nodes: '1', depth: '1' }).success).toBe(false);
    expect(engineOptionsSchema.safeParse({ node: '1' }).success).toBe(false);
  });
});

describe.each([
  ['stockfish', { nodes: '500', skill: '3', hash: '16' }],
  ['gnuchess', { depth: '2' }],
])('%s', (name, options) => {
  const found = findEngine(name);
  if (found instanceof PlayerFailure) console.warn(`skipped: ${found.message}`);

  test.skipIf(found instanceof PlayerFailure)('plays legal moves of a game against itself', async () => {
    const command = found as EngineCommand;
    expect(probeEngine(command)).toMatch(/^[a-z][a-z0-9.-]*\d$/);
    const players = [openPlayer(command, options), openPlayer(command, options)];
    let state = initial;
    for (let ply = 0; ply < 16 && chess.outcome(state) === undefined; ply++) {
      const [seat] = chess.actors(state);
      const decision = await ask(players[seat!]!, chess.view(state, seat!));
      const action = 'action' in decision ? (decision.action as string) : '';
      expect(chess.check(state, seat!, action)).toBeUndefined();
      state = chess.step(state, new Map([[seat!, action]]), stepRng('', ply + 1));
    }
  });
});
