import { providerCodePrefix } from '../../replays/evidence.ts';
import { type Event, headerSchema, lineSchema } from '../../replays/format.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import { readKept } from '../../replays/stores/read-kept.ts';

/** At most this share of an entry's games may be void because its provider failed; more are forfeits. */
const voidShareMax = 0.05;

/** With few games behind it an entry has this many. */
const voidsMin = 1;

const rowsAPage = 1000;

/** Counts which games of an entry are void because its model's provider failed. */
export interface ProviderAllowance {
  /** Whether this match of the entry may be void as well; counted if so. */
  take(agent: string, match: string): Promise<boolean>;
  /** The match was over already, so that what was taken for it voids nothing. */
  giveBack(agent: string, match: string): void;
}

interface Books {
  /** Finished games by agent. */
  readonly games: Map<string, number>;
  /** Matches that are void by a failure of this agent's provider. */
  readonly voids: Map<string, Set<string>>;
  since: number;
}

const enterVoid = ({ voids }: Books, agent: string, match: string): void => {
  const known = voids.get(agent);
  if (known === undefined) voids.set(agent, new Set([match]));
  else known.add(match);
};

/** The agents whose providers a log shows to have failed. */
const failedAgents = (lines: readonly string[]): readonly string[] => {
  const { seats } = headerSchema.parse(JSON.parse(lines[0]!));
  const failures = lines
    .slice(1)
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .filter((line): line is Event => line.type === 'event' && line.kind === 'failure');
  const failed = failures.filter(({ code }) => code?.startsWith(providerCodePrefix) === true);
  return [...new Set(failed.flatMap(({ seat }) => (seat === undefined ? [] : seats[seat]!.agent)))];
};

const enterRow = async (books: Books, store: Store, row: LedgerRow): Promise<void> => {
  for (const agent of new Set(row.seats.map((seat) => seat.agent)))
    books.games.set(agent, (books.games.get(agent) ?? 0) + 1);
  if (row.termination !== 'void-provider') return;
  const lines = await readKept(store, row.match);
  for (const agent of lines === undefined ? [] : failedAgents(lines)) enterVoid(books, agent, row.match);
};

/** Takes in what the ledger says since the last look: all of it at first, since a provider seldom fails. */
const catchUp = async (books: Books, store: Store): Promise<void> => {
  for (;;) {
    const rows = await store.ledger(books.since, rowsAPage);
    for (const row of rows) {
      await enterRow(books, store, row);
      books.since = row.seq;
    }
    if (rows.length < rowsAPage) return;
  }
};

/** The allowance of every entry, from the ledger, so that a restart does not renew it. */
export const createProviderAllowance = (store: Store): ProviderAllowance => {
  const books: Books = { games: new Map(), voids: new Map(), since: 0 };
  // One after another: two matches that fail at once must not both take what is left for one.
  let last: Promise<unknown> = Promise.resolve();
  const decide = async (agent: string, match: string): Promise<boolean> => {
    await catchUp(books, store);
    const games = (books.games.get(agent) ?? 0) + 1;
    const allowed = Math.max(voidsMin, Math.floor(voidShareMax * games));
    if ((books.voids.get(agent)?.size ?? 0) >= allowed) return false;
    enterVoid(books, agent, match);
    return true;
  };
  return {
    take: (agent, match) => {
      const decided = last.then(() => decide(agent, match));
      last = decided.catch(() => {});
      return decided;
    },
    giveBack: (agent, match) => void books.voids.get(agent)?.delete(match),
  };
};
