import { join } from 'node:path';
import type { LogStore, Store } from '../replays/store.ts';
import { openJsonlLog } from '../replays/stores/jsonl.ts';
import { createMemoryStore } from '../replays/stores/memory.ts';
import { openSqliteStore } from '../replays/stores/sqlite.ts';

/** Where the log of a measured match goes. `off`: it is made, and stored nowhere. */
export const logKinds = ['off', 'jsonl', 'sqlite normal', 'sqlite full'] as const;
export type LogKind = (typeof logKinds)[number];

/** A store that writes by `log` alone; nothing that it stored can be read back. */
const writeOnly = (log: LogStore & { close(): Promise<void> }): Store => ({
  ...createMemoryStore(),
  create: (creation, done) => log.create(creation, done),
  append: (append, done) => log.append(append, done),
  close: () => log.close(),
});

/** Opens a log of this kind in an empty directory. */
export const openLog = async (kind: LogKind, directory: string): Promise<Store> => {
  switch (kind) {
    case 'off':
      return writeOnly({
        create: (_, done) => done(),
        append: (_, done) => done(),
        close: () => Promise.resolve(),
      });
    case 'jsonl':
      return writeOnly(openJsonlLog(join(directory, 'log.jsonl')));
    case 'sqlite normal':
      return openSqliteStore({ directory, synchronous: 'normal' });
    case 'sqlite full':
      return openSqliteStore({ directory, synchronous: 'full' });
  }
};
