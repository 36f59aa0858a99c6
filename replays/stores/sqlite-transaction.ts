import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` in one transaction: all of it is stored, or nothing and the error is thrown. */
export const inTransaction = <T>(database: DatabaseSync, work: () => T): T => {
  // Some errors end a transaction by themselves, and a rollback may itself fail: start from a clean slate.
  if (database.isTransaction) database.exec('ROLLBACK');
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};
