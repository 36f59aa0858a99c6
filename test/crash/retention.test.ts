import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { playStored } from '../../replays/stores/stored-log.ts';
import { createFolder, runAgon, startAgon } from '../cli/agon-process.ts';

const logs = 1_000;
const linesALog = 5;

/** A data folder with many finished matches of the exhibition. */
const fill = async (data: string): Promise<void> => {
  const store = await openSqliteStore({ directory: data, synchronous: 'normal' });
  const ids = Array.from({ length: logs }, (_, at) => `show-${at}`);
  for (let from = 0; from < logs; from += 500)
    await Promise.all(ids.slice(from, from + 500).map((id) => playStored(store, id)));
  await store.close();
};

/** How many logs were let go, and how many lines belong to such a log or are missing from one that is there. */
const look = (data: string): { readonly letGo: number; readonly lines: number } => {
  const database = new DatabaseSync(join(data, 'agon.sqlite'), { readOnly: true, timeout: 5_000 });
  try {
    return database
      .prepare(
        `SELECT (SELECT count(*) FROM matches WHERE pruned_at IS NOT NULL) AS letGo,
          (SELECT count(*) FROM lines) AS lines`,
      )
      .get() as { letGo: number; lines: number };
  } finally {
    database.close();
  }
};

const tableOf = async (folder: string): Promise<string> => {
  const { stdout, code } = await runAgon(['rate', 'data', '--json'], folder);
  expect(code).toBe(0);
  return stdout;
};

test(
  'a server that is killed while it lets logs go leaves each whole or gone, and the next one goes on; no rating changes',
  { timeout: 120_000 },
  async () => {
    const folder = await createFolder();
    const data = join(folder, 'data');
    await fill(data);
    const rated = await tableOf(folder);
    const keepNone = { AGON_SERVER_EXHIBITION_KEEP_MATCHES: '0' };
    const serve = () => startAgon(['serve', '--port', '0', '--data', 'data'], folder, keepNone);

    const first = serve();
    while (look(data).letGo === 0) await sleep(1);
    first.process.kill('SIGKILL');
    await first.over;
    const { letGo, lines } = look(data);
    expect(letGo).toBeGreaterThan(0);
    expect(letGo).toBeLessThan(logs);
    expect(lines).toBe((logs - letGo) * linesALog);
    expect(await tableOf(folder)).toBe(rated);

    const second = serve();
    while (look(data).letGo < logs) await sleep(100);
    second.process.kill('SIGTERM');
    expect((await second.over).code).toBe(0);
    expect(look(data).lines).toBe(0);
    expect(await tableOf(folder)).toBe(rated);
    expect(await runAgon(['verify', 'data'], folder)).toMatchObject({
      code: 0,
      stdout: `0 logs: 0 valid, 0 invalid. ${logs} more were let go; their rows of the ledger stay.\n`,
    });
  },
);
