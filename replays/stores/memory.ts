import type { Group } from '../format.ts';
import type { LedgerRow } from '../ledger.ts';
import type { AppendRefusal, MatchFilter, MatchSummary, Store } from '../store.ts';
import { ledgerRowHash, ledgerStart, numberRow } from './ledger-chain.ts';
import { createMemoryLeases, type MemoryLeases } from './memory-leases.ts';
import { openMatch, statusOf, takeOver, type StoredMatch } from './memory-match.ts';
import { pageOf, parseCursor } from './page.ts';
import { createStoreError } from './store-error.ts';
import { judgeWrite, writeOfCreation, type Write } from './write.ts';

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

/** Does one write, which nothing can interrupt here, so it is all or nothing. */
const createWriter = (
  matches: Map<string, StoredMatch>,
  ledger: LedgerRow[],
  leases: MemoryLeases | undefined,
  keepsLogs: boolean,
) => {
  let head = ledgerStart;
  return (write: Write): AppendRefusal | undefined => {
    const at = matches.get(write.match);
    const verdict = judgeWrite(write, at);
    if (verdict === 'done') return undefined;
    if (verdict !== undefined) return verdict;
    const owner = write.opening?.owner;
    if (owner !== undefined && leases?.isMember(owner) !== true)
      return { kind: 'failed', message: `${owner} has no lease` };
    const stored = at ?? openMatch(write, matches.size + 1);
    matches.set(write.match, stored);
    stored.lines.push(...write.lines);
    stored.notes.push(...(write.notes ?? []));
    stored.hash = write.next;
    if (write.finish === undefined) return undefined;
    const row = numberRow(write.finish, head);
    ledger.push(row);
    head = { seq: row.seq, hash: ledgerRowHash(row) };
    if (!keepsLogs) for (const part of [stored.lines, stored.notes]) part.length = 0;
    Object.assign(stored, {
      isOver: true,
      endedAt: row.endedAt,
      group: row.group,
      secrets: undefined,
      owner: undefined,
    });
    return undefined;
  };
};

/**
 * A store in memory with the semantics of every other, for tests, simulation and play in one process. Writing
 * answers within the call that writes, so that a simulation which wraps it decides alone when answers come.
 * Nothing here outlives the process, and so `backup` is refused. With `nowMs`, the store's own clock, several arenas
 * may share it under leases. Without `keepsLogs`, the ledger is all that is left of finished matches.
 */
export const createMemoryStore = (nowMs?: () => number, keepsLogs = true): Store => {
  const matches = new Map<string, StoredMatch>();
  const ledger: LedgerRow[] = [];
  const unfinished = (): StoredMatch[] => [...matches.values()].filter((stored) => !stored.isOver);
  const leases = nowMs === undefined ? undefined : createMemoryLeases(unfinished, nowMs);
  const write = createWriter(matches, ledger, leases, keepsLogs);
  return {
    ...(leases !== undefined && { leases }),
    create: (creation, done) => done(write(writeOfCreation(creation))),
    append: (append, done) => done(write(append)),
    read: async (match) => {
      const lines = matches.get(match)?.lines;
      return lines === undefined || lines.length === 0 ? undefined : lines.slice();
    },
    notes: async (match) => matches.get(match)?.notes.slice() ?? [],
    list: async (filter, limit, cursor) => {
      const before = parseCursor(cursor);
      const rows = [...matches.values()].filter((stored) => stored.id < before && passes(stored, filter));
      return pageOf(rows.reverse(), limit, (stored) => stored.id, summaryOf);
    },
    adoptUnfinished: async () => unfinished().map((stored) => takeOver(stored, undefined)),
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
