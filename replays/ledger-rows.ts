import type { LedgerRow } from './ledger.ts';
import type { Store } from './store.ts';

const rowsAPage = 1000;

/** The rows of a store's ledger, from the one after `since` on. */
export async function* ledgerRows(store: Pick<Store, 'ledger'>, since = 0): AsyncGenerator<LedgerRow> {
  for (let after = since; ;) {
    const rows = await store.ledger(after, rowsAPage);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
