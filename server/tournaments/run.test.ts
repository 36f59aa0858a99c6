import { describe, expect, test } from 'vitest';
import { games } from '../../games/registry.ts';
import type { Termination } from '../../replays/format.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { MatchPlan } from '../arena/plan.ts';
import { triesMax } from './pair.ts';
import { countedMatches, reportOn } from './report.ts';
import { createRun } from './run.ts';
import { planFor, playedRow } from './test-tournament.ts';
import type { Tournament } from './tournament.ts';

const tournamentFor = (more: object): Tournament => ({
  ...planFor(3, { games: [{ id: 'kuhn-poker' }], schedule: { kind: 'round-robin', pairs: 2 }, ...more }),
  seats: ['p0', 'p1', 'p2'].map((name) => ({
    entry: { agent: `bot:${name}@1`, name, owner: 'house', kind: 'bot' },
    address: `bot:${name}`,
  })),
  identity: 'cup',
  release: 'end',
  rated: true,
});

/** A ledger and a player that ends each match as it is told, after others have had their turn. */
const createTable = (endOf: (plan: MatchPlan, played: number) => Termination = () => 'normal') => {
  const rows: LedgerRow[] = [];
  const plans: MatchPlan[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  return {
    rows,
    plans,
    mostAtOnce: () => mostAtOnce,
    store: {
      ledger: (since: number, limit: number) => Promise.resolve(rows.slice(since, since + limit)),
    },
    play: async (plan: MatchPlan): Promise<void> => {
      const termination = endOf(plan, plans.push(plan) - 1);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise(setImmediate);
      atOnce -= 1;
      rows.push({ ...playedRow(plan.id!, plan.game.id, [0, 1], 1, termination), seq: rows.length + 1 });
    },
  };
};

const never = new AbortController().signal;

describe('a run', () => {
  test.each([1, 2, 5, 50])(
    'of %i at once plays each match once, and no more at once',
    async (concurrency) => {
      const table = createTable();
      const course = await createRun(tournamentFor({ concurrency }), table).play(never);
      expect(course.ending).toBe('schedule');
      expect(new Set(table.rows.map(({ match }) => match)).size).toBe(3 * 2 * 2);
      expect(table.rows).toHaveLength(3 * 2 * 2);
      expect(table.mostAtOnce()).toBeLessThanOrEqual(concurrency);
    },
  );

  test('both matches of a pair have one seed, and every pair its own', async () => {
    const table = createTable();
    await createRun(tournamentFor({}), table).play(never);
    const seeds = Map.groupBy(table.plans, ({ group }) => group!.pair);
    expect(new Set(table.plans.map(({ seed }) => seed)).size).toBe(seeds.size);
    for (const [one, other] of seeds.values()) {
      expect(one!.seed).toBe(other!.seed);
      expect(one!.seats).toEqual([...other!.seats].reverse());
    }
  });

  test.each(games.filter(({ traits, ...game }) => traits.chance && game.roles(game.defaults).length === 2))(
    'the luck of $id does not come twice before an agent that dials in',
    async ({ id }) => {
      const table = createTable();
      const { seats, ...rest } = tournamentFor({ games: [{ id }] });
      const dialled = { ...rest, seats: seats.map(({ entry }) => ({ entry })) };
      await createRun(dialled, table).play(never);
      expect(new Set(table.plans.map(({ seed }) => seed)).size).toBe(table.plans.length);
    },
  );

  test('plays both matches of a pair again on a fresh seed where one was void', async () => {
    const table = createTable((_, played) => (played === 0 ? 'void-infra' : 'normal'));
    const tournament = tournamentFor({});
    const course = await createRun(tournament, table).play(never);
    expect(table.plans).toHaveLength(3 * 2 * 2 + 2);
    const [first, second, third, fourth] = table.plans;
    expect(second!.seed).toBe(first!.seed);
    expect(third!.seed).not.toBe(first!.seed);
    expect(fourth!.seed).toBe(third!.seed);
    expect(third!.seats).toEqual(first!.seats);
    expect(countedMatches(course)).toHaveLength(3 * 2 * 2);
    const { players, voidPairs, spent } = reportOn(tournament, course);
    expect({ voids: players.map(({ voids }) => voids['void-infra'] ?? 0), voidPairs }).toEqual({
      voids: [0, 1, 1],
      voidPairs: 0,
    });
    // What the void try cost is spent all the same.
    expect(spent.tokens).toBe(table.rows.length * 2 * 110);
  });

  test('gives a pair up after its last try, and says so', async () => {
    const isSick = ({ seats }: MatchPlan): boolean => seats.some(({ entry }) => entry.name === 'p2');
    const table = createTable((plan) => (isSick(plan) ? 'aborted' : 'normal'));
    const tournament = tournamentFor({});
    const course = await createRun(tournament, table).play(never);
    expect(table.plans.filter(isSick)).toHaveLength(triesMax * 2 * 2 * 2);
    const report = reportOn(tournament, course);
    expect(report).toMatchObject({ ending: 'schedule', voidPairs: 4, matches: 4 });
    expect(report.players[2]).toMatchObject({ name: 'p2', games: 0, points: 0, voids: { aborted: 24 } });
  });

  test('stops between matches, and another run goes on from there', async () => {
    const stop = new AbortController();
    const table = createTable((_, played) => {
      if (played === 4) stop.abort();
      return 'normal';
    });
    const tournament = tournamentFor({ concurrency: 2 });
    const halted = await createRun(tournament, table).play(stop.signal);
    expect(halted.ending).toBeNull();
    expect(table.rows.length).toBeLessThan(12);
    const resumed = await createRun(tournament, table).play(never);
    expect(resumed.ending).toBe('schedule');
    expect(new Set(table.rows.map(({ match }) => match)).size).toBe(12);
    expect(table.rows).toHaveLength(12);
  });

  test('takes no notice of matches of others', async () => {
    const table = createTable();
    const tournament = tournamentFor({});
    await createRun({ ...tournament, identity: 'other' }, table).play(never);
    const course = await createRun(tournament, table).load();
    expect(course).toMatchObject({ history: [], partial: [], ending: null });
    expect(course.rows.size).toBe(0);
  });
});
