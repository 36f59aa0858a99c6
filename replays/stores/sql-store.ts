import type { Store } from '../store.ts';
import type { SqlRow, SqlStatement } from './sqlite-rows.ts';

/** A store in a database, and a way to that database for the tables that are kept beside the logs. */
export interface SqlStore extends Store {
  /** Runs statements in one transaction, all or none, and answers the rows of each. */
  readonly transact: (statements: readonly SqlStatement[]) => Promise<readonly (readonly SqlRow[])[]>;
}
