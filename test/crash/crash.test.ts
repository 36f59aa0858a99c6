import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { labelledRng } from '../../games/rng.ts';
import { lineSchema, type Line } from '../../replays/format.ts';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { verifyLog } from '../../replays/verify.ts';
import { freePort } from './free-port.ts';
import { loadMatch, type LoadedMatch } from './load.ts';
import { startServer, type ServerProcess } from './server-process.ts';

const kills = 20;
const matchesAtOnce = 12;
const acksAKillMax = 400;

/** Nobody is late by itself here: only the crashes and stops may cost time. */
const patient = {
  moveMs: 60_000,
  bankMs: 0,
  incrementMs: 0,
  disconnectMs: 120_000,
  joinMs: 60_000,
};

const started: { server: ServerProcess; data: string }[] = [];

const start = async (port: number, data: string): Promise<ServerProcess> => {
  const server = await startServer(port, data);
  started.push({ server, data });
  return server;
};

afterEach(async () => {
  for (const { server } of started) if (isAlive(server.pid)) await server.end('SIGKILL');
  for (const { data } of started.splice(0)) await rm(data, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const parsed = (lines: readonly string[]): Line[] => lines.map((line) => lineSchema.parse(JSON.parse(line)));

/** Where each id of a seat was played. */
const playedIds = (lines: readonly Line[], seat: number): [string, number][] =>
  lines.flatMap((line) =>
    line.type === 'step' && line.by[seat]?.id !== undefined ? [[line.by[seat].id, line.n]] : [],
  );

const checkMatch = (match: LoadedMatch, lines: readonly Line[]): void => {
  for (const [seat, acked] of match.acked.entries()) {
    const played = playedIds(lines, seat);
    expect(new Set(played.map(([id]) => id)).size, `${match.id}: an id was played twice`).toBe(played.length);
    const byId = new Map(played);
    for (const [id, turn] of acked)
      expect(byId.get(id), `${match.id}: the acknowledged ${id} is lost`).toBe(turn);
  }
};

describe('a server that is killed', () => {
  test(
    `${kills} times under load loses nothing, plays nothing twice, and every match ends and verifies`,
    { timeout: 240_000 },
    async () => {
      const port = await freePort();
      const data = await mkdtemp(join(tmpdir(), 'agon-crash-'));
      const rng = labelledRng('5'.repeat(32), 'crash');
      let server = await start(port, data);
      let acks = 0;
      let wake = (): void => {};
      const onAck = (): void => {
        acks += 1;
        wake();
      };
      const matches: LoadedMatch[] = [];
      for (let at = 0; at < matchesAtOnce; at++)
        matches.push(await loadMatch(server.url, at, patient, onAck));
      for (let kill = 0; kill < kills; kill++) {
        const until = acks + 1 + rng.int(acksAKillMax);
        const others = matchesAtOnce + kill;
        matches.push(await loadMatch(server.url, others, patient, onAck));
        while (acks < until) await new Promise<void>((resolve) => (wake = resolve));
        await server.end('SIGKILL');
        server = await start(port, data);
      }
      const ends = await Promise.all(matches.map((match) => match.ends));
      expect(await server.end('SIGTERM')).toBe(0);

      const store = await openSqliteStore({ directory: data });
      const rows = await store.ledger(0, 1000);
      for (const [at, match] of matches.entries()) {
        const lines = (await store.read(match.id))!;
        const verdict = await verifyLog(lines, { gameOf: gameById, trustedKeys: [] });
        expect(verdict, match.id).toMatchObject({ status: 'valid' });
        checkMatch(match, parsed(lines));
        expect(
          ends[at]!.every(({ fault }) => fault === null),
          'a crash was blamed on a seat',
        ).toBe(true);
        expect(rows.filter((row) => row.match === match.id)).toHaveLength(1);
      }
      await store.close();
      console.log(
        `${kills} kills, ${matches.length} matches, ${acks} moves acknowledged, none lost or played twice`,
      );
    },
  );
});

describe('a server that is stopped for longer than a move may take', () => {
  test('forfeits nobody, and the log says that it stood still', { timeout: 120_000 }, async () => {
    const port = await freePort();
    const data = await mkdtemp(join(tmpdir(), 'agon-stop-'));
    const server = await start(port, data);
    let acks = 0;
    let wake = (): void => {};
    const matches: LoadedMatch[] = [];
    for (let at = 0; at < 6; at++)
      matches.push(
        await loadMatch(server.url, at, 'bot', () => {
          acks += 1;
          wake();
        }),
      );
    while (acks < 30) await new Promise<void>((resolve) => (wake = resolve));
    server.signal('SIGSTOP');
    // The length of the stop is the point of this test.
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    server.signal('SIGCONT');
    for (const { ends } of matches) for (const end of await ends) expect(end).toMatchObject({ fault: null });
    expect(await server.end('SIGTERM')).toBe(0);
    const store = await openSqliteStore({ directory: data });
    const logs = await Promise.all(matches.map(async ({ id }) => parsed((await store.read(id))!)));
    await store.close();
    const pauses = logs.flat().filter((line) => line.type === 'event' && line.kind === 'paused');
    expect(pauses.length).toBeGreaterThan(0);
  });
});
