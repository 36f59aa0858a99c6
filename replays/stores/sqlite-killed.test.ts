import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { createSampleLog } from './sample-log.ts';
import { openSqliteStore } from './sqlite.ts';
import { newDirectory } from './test-directory.ts';

describe('another process', () => {
  /** A program that appends to a store for ever and prints the log's length after each answer. */
  const program = (directory: string, match: string): string => `
    import { openSqliteStore } from '${new URL('./sqlite.ts', import.meta.url).href}';
    import { createSampleLog } from '${new URL('./sample-log.ts', import.meta.url).href}';
    const store = await openSqliteStore({ directory: ${JSON.stringify(directory)}, flushMs: 0 });
    const log = createSampleLog('${match}');
    const next = (refusal) => {
      if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
      process.stdout.write(log.lines().length + '\\n');
      store.append(log.steps(3), next);
    };
    store.create(log.creation, next);`;

  /** Runs it until it has printed `answersWanted` lines, does `work` and kills it; answers the last line it printed. */
  const runAndKill = async (
    directory: string,
    match: string,
    answersWanted: number,
    work: (pid: number) => Promise<void>,
  ): Promise<number> => {
    const path = join(directory, `${match}.mjs`);
    writeFileSync(path, program(directory, match));
    const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    let answers = 0;
    let last = 0;
    // What it printed before it died is still in the pipe, and counts.
    for await (const line of createInterface({ input: child.stdout })) {
      last = Number(line);
      answers += 1;
      if (answers !== answersWanted) continue;
      await work(child.pid!);
      child.kill('SIGKILL');
    }
    await exited;
    return last;
  };

  test('that holds the store is named, and frees it when it is killed', async () => {
    const directory = newDirectory();
    await runAndKill(directory, 'match-1', 1, async (pid) => {
      await expect(openSqliteStore({ directory })).rejects.toMatchObject({ code: 'data-locked', pid });
    });
    await (await openSqliteStore({ directory })).close();
    expect.assertions(1);
  });

  test('that is killed at any moment leaves every line whose append was answered', async () => {
    const directory = newDirectory();
    for (const [round, answersWanted] of [1, 2, 7, 20, 41, 90, 130, 200].entries()) {
      const match = `match-${round}`;
      const answered = await runAndKill(directory, match, answersWanted, () => Promise.resolve());
      expect(answered).toBeGreaterThan((answersWanted - 1) * 3);

      const store = await openSqliteStore({ directory });
      const lines = (await store.read(match))!;
      const log = createSampleLog(match);
      log.steps(lines.length - 1);
      expect(lines.length).toBeGreaterThanOrEqual(answered);
      expect(lines.length % 3).toBe(1);
      expect(lines).toEqual(log.lines());
      expect((await store.adoptUnfinished()).at(-1)?.lines).toEqual(lines);
      await store.close();
    }
  });
});
