import type { Group } from '../format.ts';
import type { LedgerRow } from '../ledger.ts';
import type {
  AppendRefusal,
  MatchFilter,
  MatchStatus,
  MatchSummary,
  Note,
  Secrets,
  Store,
} from '../store.ts';
import { ledgerRowHash, ledgerStart, numberRow } from './ledger-chain.ts';
import { pageOf, parseCursor } from './page.ts';
import { createStoreError } from './store-error.ts';
import { judgeWrite, writeOfCreation, type Opening, type Write } from './write.ts';

interface StoredMatch {
  readonly id: number;
  readonly match: string;
  readonly opening: Opening;
  readonly lines: string[];
  readonly notes: Note[];
  epoch: number;
  hash: string;
  isOver: boolean;
  endedAt: string | null;
  /** Gone when the match is over. */
  secrets: Secrets | undefined;
  /** From the ledger, once the match is over. */
  group: Group | null;
}

const statusOf = (stored: StoredMatch): MatchStatus => (stored.isOver ? 'over' : 'running');

const summaryOf = (stored: StoredMatch): MatchSummary => ({
  match: stored.match,
  game: stored.opening.game,
  status: statusOf(stored),
  agents: stored.opening.agents,
  createdAt: stored.opening.createdAt,
  endedAt: stored.endedAt,
});

const passes = (stored: StoredMatch, { agent, game, status }: MatchFilter): boolean =>
  (agent === undefined || stored.opening.agents.includes(agent)) &&
  (game === undefined || stored.opening.game === game) &&
  (status === undefined || statusOf(stored) === status);

const sharesGroup = (own: Group | null, other: Group | null | undefined): boolean =>
  (['pair', 'start', 'event'] as const).some((key) => own?.[key] !== undefined && own[key] === other?.[key]);

const openMatch = (write: Write, id: number): StoredMatch => ({
  id,
  match: write.match,
  opening: write.opening!,
  lines: [],
  notes: [],
  epoch: write.epoch,
  hash: write.head,
  isOver: false,
  endedAt: null,
  secrets: write.opening!.secrets,
  group: null,
});

/** Does one write, which nothing can interrupt here, so it is all or nothing. */
const createWriter = (matches: Map<string, StoredMatch>, ledger: LedgerRow[]) => {
  let head = ledgerStart;
  return (write: Write): AppendRefusal | undefined => {
    const at = matches.get(write.match);
    const verdict = judgeWrite(write, at);
    if (verdict === 'done') return undefined;
    if (verdict !== undefined) return verdict;
    const stored = at ?? openMatch(write, matches.size + 1);
    matches.set(write.match, stored);
    stored.lines.push(...write.lines);
    stored.notes.push(...(write.notes ?? []));
    stored.hash = write.next;
    if (write.finish === undefined) return undefined;
    const row = numberRow(write.finish, head);
    ledger.push(row);
    head = { seq: row.seq, hash: ledgerRowHash(row) };
    Object.assign(stored, { isOver: true, endedAt: row.endedAt, group: row.group, secrets: undefined });
    return undefined;
  };
};

/**
 * A store in memory with the semantics of every other, for tests, simulation and play in one process. Writing
 * answers within the call that writes, so that a simulation which wraps it decides alone when answers come.
 * Nothing here outlives the process, and so `backup` is refused.
 */
export const createMemoryStore = (): Store => {
  const matches = new Map<string, StoredMatch>();
  const ledger: LedgerRow[] = [];
  const write = createWriter(matches, ledger);
  const unfinished = (): StoredMatch[] => [...matches.values()].filter((stored) => !stored.isOver);
  return {
    create: (creation, done) => done(write(writeOfCreation(creation))),
    append: (append, done) => done(write(append)),
    read: async (match) => matches.get(match)?.lines.slice(),
    notes: async (match) => matches.get(match)?.notes.slice() ?? [],
    list: async (filter, limit, cursor) => {
      const before = parseCursor(cursor);
      const rows = [...matches.values()].filter((stored) => stored.id < before && passes(stored, filter));
      return pageOf(rows.reverse(), limit, (stored) => stored.id, summaryOf);
    },
    adoptUnfinished: async () =>
      unfinished().map((stored) => {
        stored.epoch += 1;
        const { match, lines, secrets, epoch } = stored;
        return { match, lines: lines.slice(), secrets: secrets!, epoch };
      }),
    ledger: async (since, limit) => ledger.slice(since, since + limit),
    secrets: async (match) => matches.get(match)?.secrets,
    isGroupOver: async (match) => {
      const own = matches.get(match);
      if (own === undefined || !own.isOver) return false;
      return !unfinished().some((other) => sharesGroup(own.group, other.secrets?.group));
    },
    backup: async () => {
      throw createStoreError(
        'backup-unsupported',
        'a store in memory has nothing to copy; keep the matches in SQLite.',
      );
    },
    close: async () => {},
  };
};
