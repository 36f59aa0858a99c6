import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createWorkerHost } from '../../clients/agents/hosting/worker-host.ts';
import { gameById } from '../../games/registry.ts';
import type { Line } from '../../replays/format.ts';
import { splitLogs } from '../../replays/read.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { EndMessage } from '../../server/protocol/messages.ts';
import { openTestArena } from '../doors/test-arena.ts';
import { findPython } from './find-python.ts';

const script = fileURLToPath(new URL('agent.py', import.meta.url));
const games = ['chess', 'kuhn-poker'];

const { program: python, isSkipped } = findPython();

/** One line of what the script prints. */
interface Played {
  readonly match: string;
  readonly game: string;
  readonly drops: readonly number[];
  readonly end: EndMessage & { readonly closeCode: number };
}

/** The log of a match, over HTTP, as anybody would get it. */
const fetchLog = async (url: string, match: string): Promise<readonly string[]> => {
  const response = await fetch(`${url}/api/matches/${match}/replay.jsonl`);
  expect(response.status).toBe(200);
  const logs = splitLogs(await response.text(), match);
  expect(logs).toHaveLength(1);
  return logs[0]!.lines;
};

const fetchKeys = async (url: string): Promise<readonly string[]> => {
  const response = await fetch(`${url}/api/keys`);
  const { items } = (await response.json()) as { items: readonly { key: string }[] };
  return items.map(({ key }) => key);
};

const playAll = async (url: string): Promise<readonly Played[]> => {
  const { stdout } = await promisify(execFile)(python!, [script, url, ...games]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Played);
};

const awayAndBack = [
  ['disconnect', 0],
  ['reconnect', 0],
];

describe.skipIf(isSkipped)('an agent in Python that knows only PROTOCOL.md', () => {
  test('plays whole matches through lost sockets, and leaves valid logs', { timeout: 180_000 }, async () => {
    const { url } = await openTestArena({ host: createWorkerHost() });
    const all = await playAll(url);
    expect(all.map(({ game }) => game)).toEqual(games);
    const trustedKeys = await fetchKeys(url);
    for (const { match, drops, end } of all) {
      expect(end).toMatchObject({ fault: null, closeCode: 1000 });
      // Chess between players of chance may come to the limit of steps, which is an end by the rules as well.
      expect(['normal', 'step-limit']).toContain(end.termination);
      const lines = await fetchLog(url, match);
      const verdict = await verifyLog(lines, { gameOf: gameById, trustedKeys, strict: true });
      expect(verdict).toMatchObject({ status: 'valid', signature: 'trusted', match });

      const records = lines.map((line) => JSON.parse(line) as Line);
      expect(records.at(-1)).toMatchObject({ type: 'end', outcome: end.outcome });
      const events = records
        .filter((record) => record.type === 'event')
        .map(({ kind, seat }) => [kind, seat]);
      expect(events).toEqual([...awayAndBack, ...awayAndBack]);
      const acted = records.flatMap((record) => (record.type === 'step' ? (record.by['0']?.id ?? []) : []));
      expect(acted).toEqual(expect.arrayContaining(drops.map((turn) => `turn-${turn}`)));
      expect(new Set(acted).size).toBe(acted.length);
    }
  });
});
