import type { DatabaseSync } from 'node:sqlite';
import type { LedgerRow } from '../ledger.ts';
import type { AppendRefusal } from '../store.ts';
import { diskStateOf } from './disk-state.ts';
import type { LedgerHead } from './ledger-chain.ts';
import type { PackedWrite } from './sqlite-batch.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { createMatchTables, type StoredHead } from './sqlite-matches.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { messageOf } from './store-error.ts';
import { judgeWrite } from './write.ts';

/** Does writes in transactions and remembers the heads of live matches. */
export interface Writer {
  /** One answer a write, in order: undefined where it is durable. */
  readonly write: (writes: readonly PackedWrite[]) => readonly (AppendRefusal | undefined)[];
  /** Drops what is remembered, after somebody else changed the tables. */
  readonly forget: () => void;
}

export const createWriter = (database: DatabaseSync): Writer => {
  const matches = createMatchTables(database);
  const ledgerTables = createLedgerTables(database);
  const heads = new Map<string, StoredHead>();
  let ledger = ledgerTables.head();

  const attempt = (write: PackedWrite, transaction: Transaction): AppendRefusal | undefined => {
    const at = transaction.heads.get(write.match) ?? heads.get(write.match) ?? matches.head(write.match);
    const verdict = judgeWrite(write, at);
    if (verdict === 'done') return undefined;
    if (verdict !== undefined) return verdict;
    const head = matches.append(at ?? matches.open(write), write);
    transaction.heads.set(write.match, head);
    if (write.finish !== undefined) {
      matches.close(head.id, write.finish.endedAt);
      const added = ledgerTables.add(write.finish, transaction.ledger);
      transaction.ledger = added.head;
      transaction.finished.push(added.row);
    }
    return undefined;
  };

  const commit = (writes: readonly PackedWrite[]): (AppendRefusal | undefined)[] => {
    const transaction: Transaction = { heads: new Map(), finished: [], ledger };
    const answers = inTransaction(database, () => {
      const attempts = writes.map((write) => attempt(write, transaction));
      ledgerTables.addColumns(transaction.finished);
      return attempts;
    });
    for (const [match, head] of transaction.heads) {
      if (head.isOver) heads.delete(match);
      else heads.set(match, head);
    }
    ledger = transaction.ledger;
    return answers;
  };

  const write = (writes: readonly PackedWrite[]): (AppendRefusal | undefined)[] => {
    try {
      return commit(writes);
    } catch (error) {
      // Nothing of the batch was stored. Each write alone next, so that one which cannot be stored fails alone.
      if (writes.length > 1) return writes.flatMap((one) => write([one]));
      const disk = diskStateOf(error);
      return [{ kind: 'failed', message: messageOf(error), ...(disk && { disk }) }];
    }
  };
  return { write, forget: () => heads.clear() };
};

/** What holds once the transaction is committed. */
interface Transaction {
  readonly heads: Map<string, StoredHead>;
  readonly finished: LedgerRow[];
  ledger: LedgerHead;
}
