import { afterEach, describe, expect, test } from 'vitest';
import type { After } from '../timer.ts';
import { type WorkerPool, type WorkerPoolOptions, createWorkerPool } from './worker-pool.ts';
import type { WorkerJob } from './worker-job.ts';

const pools: WorkerPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

const openPool = (options: WorkerPoolOptions = {}): WorkerPool => {
  const pool = createWorkerPool({ size: 1, entry: new URL('faulty-worker.ts', import.meta.url), ...options });
  pools.push(pool);
  return pool;
};
const jobOf = (bot: string, turn = 1): WorkerJob => ({
  bot,
  options: {},
  seat: { game: 'chess', seat: 0, chance: '0'.repeat(64) },
  turn: { turn, view: null },
});
const never = (): AbortSignal => new AbortController().signal;

describe('a pool of worker threads', () => {
  test('decides for many seats', async () => {
    const pool = openPool({ size: 2 });
    const turns = Array.from({ length: 50 }, (_, turn) => turn);
    const decisions = await Promise.all(turns.map((turn) => pool.decide(jobOf('good', turn), never())));
    expect(decisions).toEqual(turns.map((action) => ({ action })));
  });

  test('reports what a bot throws, with its stack', async () => {
    await expect(openPool().decide(jobOf('throw'), never())).rejects.toMatchObject({
      code: 'player-threw',
      cause: 'Error: broken',
    });
  });

  test('loses to a crash nothing but the computation that crashed', async () => {
    const pool = openPool();
    const crashing = pool.decide(jobOf('crash'), never());
    const others = [2, 3].map((turn) => pool.decide(jobOf('good', turn), never()));
    await expect(crashing).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(await Promise.all(others)).toEqual([{ action: 2 }, { action: 3 }]);
  });

  test('ends a thread that does not come back, and goes on with another', async () => {
    // The first decision's limit is over at once, the others never.
    let count = 0;
    const after: After = (_, callback) => {
      count += 1;
      if (count > 1) return () => {};
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    };
    const pool = openPool({ after });
    const looping = pool.decide(jobOf('loop'), never());
    const next = pool.decide(jobOf('good', 2), never());
    await expect(looping).rejects.toMatchObject({ code: 'player-stuck' });
    expect(await next).toEqual({ action: 2 });
  });

  test('drops what is waiting for a turn that is over', async () => {
    const pool = openPool();
    const leaving = new AbortController();
    const first = pool.decide(jobOf('good', 1), never());
    const dropped = pool.decide(jobOf('crash'), leaving.signal);
    leaving.abort(new Error('over'));
    await expect(dropped).rejects.toThrow('over');
    expect(await first).toEqual({ action: 1 });
    expect(await pool.decide(jobOf('good', 3), never())).toEqual({ action: 3 });
  });

  test('takes nothing once it is closed', async () => {
    const pool = openPool();
    const started = pool.decide(jobOf('loop'), never()).catch((error: unknown) => error);
    const waiting = pool.decide(jobOf('good'), never()).catch((error: unknown) => error);
    await pool.close();
    expect(await started).toMatchObject({ code: 'worker-crashed' });
    expect(await waiting).toMatchObject({ message: 'the pool is closed' });
    await expect(pool.decide(jobOf('good'), never())).rejects.toThrow('closed');
  });
});
