import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import type { FaultCode } from '../../clients/cli/gauntlet/fault.ts';
import { type CheckResult, runGauntlet } from '../../clients/cli/gauntlet/gauntlet.ts';
import { commandLauncher, type Launch } from '../../clients/cli/gauntlet/launch.ts';
import { createArena } from '../../clients/sdk/arena.ts';
import { playMatch } from '../../clients/sdk/connect.ts';
import { createFolder, parseLines, runAgon } from '../cli/agon-process.ts';
import { findPython } from '../python/find-python.ts';
import { flaws, launchFlawed, type Flaw } from './agent.ts';

const games = ['kuhn-poker', 'tic-tac-toe'].map((id) => gameById(id)!);
const python = findPython();
const script = fileURLToPath(new URL('agent.py', import.meta.url));

const run = (
  launch: Launch,
  times: { moveMs: number; joinMs: number },
  checks?: readonly string[],
): Promise<readonly CheckResult[]> =>
  runGauntlet({
    games,
    launch,
    isLobby: false,
    ...(checks !== undefined && { checks }),
    ...times,
    lingerMs: 150,
    onOpen: () => {},
    onResult: () => {},
    signal: new AbortController().signal,
  });

/** Times that a good agent never needs, and times after which a broken one is given up. */
const here = { moveMs: 10_000, joinMs: 10_000 };
const impatient = { moveMs: 1_000, joinMs: 2_000 };
/** Long enough for a program to start on a busy machine. */
const elsewhere = { moveMs: 10_000, joinMs: 20_000 };

/** Faults by the check that found them. */
const found = (results: readonly CheckResult[]): { check: string; game: string; code: FaultCode }[] =>
  results.flatMap(({ check, game, faults }) => faults.map(({ code }) => ({ check, game, code })));

/** What must be found in each broken agent, and where. */
const planted: { readonly [Broken in Exclude<Flaw, 'none'>]: readonly [check: string, code: FaultCode] } = {
  silent: ['first-turn', 'never-came'],
  'ticket-in-url': ['first-turn', 'ticket-in-url'],
  wordy: ['first-turn', 'illegal-move'],
  'one-game': ['first-turn', 'illegal-move'],
  'gives-up': ['refused', 'gave-up'],
  'same-id': ['whole-match', 'id-reused'],
  strict: ['unknown-members', 'crashed'],
  'no-return': ['reconnect', 'crashed'],
  slow: ['first-turn', 'too-slow'],
  returns: ['replaced', 'came-back'],
  huge: ['first-turn', 'frame-too-big'],
  eager: ['whole-match', 'out-of-turn'],
  floods: ['first-turn', 'flood'],
  binary: ['first-turn', 'bad-frame'],
};

describe('agents in TypeScript', () => {
  test('a good one passes every check', { timeout: 180_000 }, async () => {
    const results = await run(launchFlawed('none'), here);
    expect(found(results)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(11);
  });

  test.each(flaws.filter((flaw) => flaw !== 'none'))(
    'one that is %s is found out, and told what to mend',
    async (flaw) => {
      const [check, code] = planted[flaw];
      const results = await run(launchFlawed(flaw), impatient, [check]);
      expect(found(results)).toContainEqual(expect.objectContaining({ check, code }));
      for (const { faults } of results)
        for (const { mend } of faults) expect(mend.length).toBeGreaterThan(20);
    },
  );

  test('the SDK passes, by ticket and in the lobby', { timeout: 180_000 }, async () => {
    const launch: Launch = ({ AGON_URL: url, AGON_TICKET: ticket, AGON_KEY: key }) => {
      const stop = new AbortController();
      const player = ({ legal }: { legal?: readonly unknown[] | undefined }) => ({
        action: legal![0] as string,
      });
      const playing =
        ticket === undefined
          ? createArena({ url: url!, key: key! }).serve({ 'kuhn-poker': player }, { signal: stop.signal })
          : playMatch({ url: url!, ticket, player, signal: stop.signal });
      return {
        exited: playing.then(
          () => 0,
          (error: { code?: string }) => (error?.code === 'replaced' ? 0 : 1),
        ),
        lastWords: () => '',
        stop: () => stop.abort(),
      };
    };
    expect(found(await run(launch, here))).toEqual([]);
    const results: CheckResult[] = [];
    await runGauntlet({
      games,
      launch,
      isLobby: true,
      ...here,
      lingerMs: 50,
      onOpen: () => {},
      onResult: (result) => results.push(result),
      signal: new AbortController().signal,
    });
    expect(found(results)).toEqual([]);
    expect(new Set(results.map(({ game }) => game))).toEqual(new Set(['kuhn-poker']));
  });
});

const plantedInPython: readonly (readonly [flaw: string, check: string, code: FaultCode])[] = [
  ['mumbles', 'first-turn', 'illegal-move'],
  ['keeps-id', 'refused', 'id-reused'],
  ['crashes', 'refused', 'crashed'],
  ['fears-stale', 'stale', 'crashed'],
  ['small-frames', 'unknown-members', 'stuck'],
];

describe.skipIf(python.isSkipped)('agents in Python', () => {
  const command = (flaw: string): Launch => commandLauncher(`FLAW=${flaw} ${python.program!} ${script}`);

  test('a good one passes every check', { timeout: 180_000 }, async () => {
    expect(found(await run(command('none'), elsewhere))).toEqual([]);
  });

  test.each(plantedInPython)('one that %s is found out', async (flaw, check, code) => {
    const results = await run(command(flaw), { ...elsewhere, moveMs: 1_500 }, [check]);
    expect(found(results)).toContainEqual(expect.objectContaining({ check, code }));
  });
});

describe('agon check-agent', () => {
  test('passes a player of this project in the lobby, and exits with 0', { timeout: 180_000 }, async () => {
    const agon = fileURLToPath(new URL('../../clients/cli/agon.ts', import.meta.url));
    const command = `${process.execPath} ${agon} agent bot:random`;
    const ran = await runAgon(
      ['check-agent', '--json', '--lobby', '--command', command, '--games', 'rock-paper-scissors'],
      await createFolder(),
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(parseLines(ran.stdout).at(-1)).toMatchObject({ type: 'summary', faulty: 0 });
  });

  test('says of a command that is no agent what to mend, and exits with 1', async () => {
    const ran = await runAgon(
      ['check-agent', '--command', 'echo broken >&2; exit 4', '--games', 'kuhn-poker'],
      await createFolder(),
    );
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/fault {2}first-turn \(kuhn-poker\): crashed: .*status 4: broken/);
    expect(ran.stdout).toContain('Mend: ');
  });

  test.each([[], ['--lobby']])('blames no agent for a command that does not start %j', async (...more) => {
    const ran = await runAgon(
      ['check-agent', '--command', './no-such-agent', '--games', 'kuhn-poker', ...more],
      await createFolder(),
    );
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/bad-command.*no-such-agent/);
    expect(ran.stdout).toBe('');
  });
});
