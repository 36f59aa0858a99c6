import pg from 'pg';
import { connectionOptions } from './postgres-pool.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { createStoreError } from './store-error.ts';

/** The first half of the lock's key; the second is the schema's name. */
const holderLock = 0x41676f6f;

/** How long to wait before the lock is taken again after its connection broke. */
const retryMs = 1_000;

/**
 * Holds a schema for this process, or throws `data-locked`. With `isShared` others that share it may hold it as well,
 * and whoever wants it alone is refused. The lock lives as long as its connection, so that one whose
 * holder died is free at once. When the database restarts it is taken again; a process that comes in between adopts the
 * matches, and their raised epochs fence off this one.
 */
export const acquirePostgresLock = async (
  address: PostgresAddress,
  isShared = false,
): Promise<{ readonly release: () => Promise<void> }> => {
  const lock = isShared ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
  let isReleased = false;
  let timer: NodeJS.Timeout | undefined;
  let holder: pg.Client | undefined;

  const take = async (): Promise<boolean> => {
    const client = new pg.Client(connectionOptions(address));
    client.on('error', () => {
      if (!isReleased && holder === client) again();
    });
    await client.connect();
    const { rows } = await client.query<{ isTaken: boolean }>(
      `SELECT ${lock}($1, hashtext($2)) AS "isTaken"`,
      [holderLock, address.schema],
    );
    if (rows[0]!.isTaken && !isReleased) {
      holder = client;
      return true;
    }
    await client.end();
    return false;
  };
  const again = (): void => {
    holder = undefined;
    timer = setTimeout(() => {
      take().then(
        (isTaken) => {
          if (!isTaken && !isReleased) again();
        },
        () => {
          if (!isReleased) again();
        },
      );
    }, retryMs).unref();
  };
  if (!(await take()))
    throw createStoreError(
      'data-locked',
      `Another server works on ${address.shown}; stop it first, or give this one a schema of its own.`,
    );
  return {
    release: async () => {
      isReleased = true;
      clearTimeout(timer);
      await holder?.end();
    },
  };
};
