import { expect, test } from 'vitest';
import { games } from '../../games/registry.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { MatchPlan } from '../arena/plan.ts';
import type { Whereabouts } from '../cluster/locator.ts';
import type { Match } from '../match/match.ts';
import { createTestTime } from '../match/test-time.ts';
import { playedRow } from './test-tournament.ts';
import type { TournamentRecord } from './tournament-table.ts';
import { createTournaments, type TournamentsDeps } from './tournaments.ts';

const seatOf = (name: string) => ({
  entry: { agent: `bot:${name}@1`, name, owner: 'house', kind: 'bot' as const },
  address: `bot:${name}`,
});

const record: TournamentRecord = {
  id: 'cup',
  name: 'cup',
  creator: 'me',
  file: JSON.stringify({
    name: 'cup',
    games: [{ id: 'tic-tac-toe' }],
    players: [{ player: 'bot:random' }, { player: 'bot:greedy' }],
    schedule: { kind: 'round-robin', pairs: 1 },
  }),
  games: ['tic-tac-toe'],
  names: ['random', 'greedy'],
  seats: [seatOf('random'), seatOf('greedy')],
  root: '00',
  rated: false,
  ledgerFrom: 0,
  status: 'running',
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
};

/** A process that plays a tournament while its matches are taken from it. */
const createBench = () => {
  const time = createTestTime();
  const rows: LedgerRow[] = [];
  const plans: MatchPlan[] = [];
  const left = new Set<(match: Match) => void>();
  const live = new Map<string, Match>();
  const places = new Map<string, Whereabouts>();
  const status: string[] = [];
  const arena = {
    live: (id: string) => live.get(id),
    matches: () => live.values(),
    creatorOf: () => null,
    onCreated: () => () => {},
    onEnded: () => () => {},
    onLeft: (listener: (match: Match) => void) => {
      left.add(listener);
      return () => left.delete(listener);
    },
    create: async (plan: MatchPlan) => {
      plans.push(plan);
      const match = { id: plan.id!, publicState: () => ({ result: null }), onEnd: () => () => {} };
      live.set(match.id, match as unknown as Match);
      return { match, tickets: [] };
    },
  };
  const tournaments = createTournaments({
    arena,
    store: { ledger: async (since: number, limit: number) => rows.slice(since, since + limit) },
    table: {
      create: async () => record,
      setStatus: async (_id: string, next: TournamentRecord['status']) => {
        status.push(next);
        return { ...record, status: next };
      },
    },
    cluster: {
      locate: async (id: string): Promise<Whereabouts> => places.get(id) ?? { kind: 'nowhere' },
    },
    games,
    lobby: { presences: () => [] },
    clock: { now: () => time.monotonicMs(), after: time.timeout },
    faults: {
      report: (_where: string, error: unknown) => {
        throw error;
      },
    },
  } as unknown as TournamentsDeps);
  return {
    tournaments,
    plans,
    rows,
    status,
    pass: async (ms: number) => {
      for (let at = 0; at < ms; at += 100) {
        time.advance(100);
        await new Promise(setImmediate);
      }
    },
    /** Another process takes all matches over. */
    takeAway: () => {
      for (const [id, match] of live) {
        places.set(id, { kind: 'elsewhere', url: 'http://other' });
        live.delete(id);
        for (const listener of left) listener(match);
      }
    },
    /** It has played a match to its end. */
    end: ({ id, game }: MatchPlan) => {
      rows.push({ ...playedRow(id!, game.id, [0, 1], 1), seq: rows.length + 1 });
      places.delete(id!);
    },
  };
};

test('matches that move to another process while a tournament waits for them count when they are over there', async () => {
  const bench = createBench();
  const { settled, run } = await bench.tournaments.create(record);
  await bench.pass(1_000);
  expect(bench.plans).toHaveLength(2);
  bench.takeAway();
  await bench.pass(5_000);
  bench.end(bench.plans[0]!);
  await bench.pass(2_000);
  expect(bench.status).toEqual([]);
  bench.end(bench.plans[1]!);
  await bench.pass(2_000);
  await settled;
  expect(bench.status).toEqual(['over']);
  expect(run.course().rows.size).toBe(2);
  // Nobody made them a second time.
  expect(bench.plans).toHaveLength(2);
});
