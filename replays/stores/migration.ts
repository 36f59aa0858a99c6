import { createStoreError } from './store-error.ts';

/**
 * What retention and readiness need, in words that both databases understand. A match whose log was let go keeps its
 * row and its place in the ledger. The heartbeat is a row to write where it must be known whether anything can be.
 */
export const upkeepSchema = `
  ALTER TABLE matches ADD COLUMN pruned_at TEXT;
  CREATE TABLE heartbeat (single INTEGER PRIMARY KEY CHECK (single = 1), beats BIGINT NOT NULL);
  INSERT INTO heartbeat VALUES (1, 0);
`;

/**
 * Few matches run and many are over: those that run have an index, and those that are over are all the others. A match
 * that ends moves in no index then, which cost more than all of its steps.
 */
export const runningSchema = `
  DROP INDEX matches_status;
  DROP INDEX matches_game_status;
  DROP INDEX match_agents_status;
  DROP INDEX match_agents_game_status;
  ALTER TABLE match_agents DROP COLUMN status;
  CREATE INDEX matches_running ON matches (id) WHERE status = 'running';
`;

/** Finds the matches whose logs are there, however many have been let go before. */
export const keptLogsSchema = 'CREATE INDEX matches_kept ON matches (id) WHERE pruned_at IS NULL;';

/** The steps that a database at `version` lacks; refuses one that a newer build has written. `place` names it. */
export const stepsLeft = <Step>(steps: readonly Step[], version: number, place: string): readonly Step[] => {
  if (version <= steps.length) return steps.slice(version);
  throw createStoreError(
    'data-newer',
    `${place} was written by a newer version (schema ${version}, this build knows ${steps.length}); update the server, or restore an older backup.`,
  );
};
