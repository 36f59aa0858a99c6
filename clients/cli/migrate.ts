import { gameById } from '../../games/registry.ts';
import { jsonlLines } from '../../replays/exports/jsonl.ts';
import type { Store } from '../../replays/store.ts';
import { ledgerRowHash, ledgerStart } from '../../replays/stores/ledger-chain.ts';
import { copyToPostgres } from '../../replays/stores/postgres-copy.ts';
import { isPostgresAddress, parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { readKept } from '../../replays/stores/read-kept.ts';
import { verifyLog } from '../../replays/verify.ts';
import { badInputError, environmentError, exits, usageError } from './cli-error.ts';
import { databaseAt } from './database.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { readServerConfig, type ServerFlags } from './server-config.ts';
import { refusePassword } from './store-address.ts';
import { trustedKeys } from './trusted-keys.ts';

const matchesAPage = 500;
const rowsAPage = 1_000;

const differs = (what: string): Error =>
  badInputError(
    'migration-differs',
    `${what} is not the same in both databases.`,
    'Drop the schema, and migrate again while nothing else writes to either database.',
  );

/** Every match of a store, newest first. */
async function* matchesOf(store: Store): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = await store.list({}, matchesAPage, cursor);
    for (const { match } of page.items) yield match;
    ({ cursor } = page);
  } while (cursor !== undefined);
}

/** Compares the ledgers row by row, and the copy's chain with its rows. */
const compareLedgers = async (from: Store, to: Store): Promise<void> => {
  let { seq, hash } = ledgerStart;
  for (;;) {
    const [rows, copies] = await Promise.all([from.ledger(seq, rowsAPage), to.ledger(seq, rowsAPage)]);
    if (JSON.stringify(rows) !== JSON.stringify(copies)) throw differs(`The ledger after row ${seq}`);
    for (const copy of copies) {
      if (copy.prev !== hash) throw differs(`Row ${copy.seq} of the ledger`);
      hash = ledgerRowHash(copy);
    }
    const last = copies.at(-1);
    if (last === undefined) return;
    ({ seq } = last);
  }
};

/** Compares every log with its copy and verifies the copy; answers how many are not valid in either. */
const compareLogs = async (
  from: Store,
  to: Store,
  keys: readonly string[],
  output: Output,
): Promise<number> => {
  let invalid = 0;
  for await (const match of matchesOf(from)) {
    const [lines, copied] = await Promise.all([readKept(from, match), readKept(to, match)]);
    if (lines?.join('\n') !== copied?.join('\n')) throw differs(`The log of ${match}`);
    if (copied === undefined) continue;
    const [notes, copiedNotes] = await Promise.all([from.notes(match), to.notes(match)]);
    if (JSON.stringify(notes) !== JSON.stringify(copiedNotes)) throw differs(`What stands beside ${match}`);
    const verdict = await verifyLog(jsonlLines(match, copied, copiedNotes), {
      gameOf: gameById,
      trustedKeys: keys,
    });
    if (verdict.status !== 'invalid') continue;
    invalid += 1;
    output.note(`${match}: ${verdict.code}: ${verdict.why}`);
  }
  return invalid;
};

export type MigrateOptions = CommonOptions & Pick<ServerFlags, 'config'>;

/** From where to where: what was named, and for the rest what a server that is configured here goes by. */
const endsOf = async (
  places: readonly string[],
  options: MigrateOptions,
): Promise<{ readonly from: string; readonly to: string }> => {
  for (const place of places) refusePassword(place);
  const [first, second] = places;
  if (first !== undefined && second !== undefined) return { from: first, to: second };
  const { dataDirectory, storeUrl } = await readServerConfig(options);
  const isTarget = first !== undefined && isPostgresAddress(first);
  const to = isTarget ? first : storeUrl;
  if (to !== undefined) return { from: isTarget ? dataDirectory : (first ?? dataDirectory), to };
  throw usageError(
    'store-missing',
    'No database was named to copy into, and the server that is configured here has none.',
    'Name it as postgres://user@host:port/database?schema=NAME, or set store.',
  );
};

/** `agon migrate`. */
export const migrate = async (
  first: string | undefined,
  second: string | undefined,
  options: MigrateOptions,
): Promise<void> => {
  const output = createOutput(options.json === true);
  const { from, to } = await endsOf(
    [first, second].filter((place) => place !== undefined),
    options,
  );
  const { shown } = parsePostgresAddress(to);
  const path = databaseAt(from);
  if (path === undefined)
    throw environmentError(
      'no-data',
      `There is no database at ${from}.`,
      'Name the data folder of a server.',
    );
  // Opened as a server does: nobody else may write it meanwhile, and an older one is brought up to date.
  const source = await openSqliteStore({ path });
  try {
    const copied = await copyToPostgres(source, to);
    const target = await openPostgresStore({ url: to });
    try {
      await compareLedgers(source, target);
      const invalid = await compareLogs(source, target, await trustedKeys([], { keyPaths: [from] }), output);
      output.data({ from: path, to: shown, ...copied, invalid });
      output.text(
        `Copied ${copied.matches} matches and ${copied.ledgerRows} rows of the ledger from ${path} to ${shown}; ` +
          `every log was compared and verified, ${invalid} ${invalid === 1 ? 'is' : 'are'} not valid.`,
      );
      if (invalid > 0) process.exitCode = exits.bad;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
};
