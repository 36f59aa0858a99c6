import { expect, test } from 'vitest';
import { createInlineHost } from '../clients/agents/hosting/inline-host.ts';
import type { Entrant } from '../clients/cli/entrant.ts';
import { exhibitors } from '../clients/cli/exhibition-plan.ts';
import { createLocalArena } from '../clients/cli/local-arena.ts';
import { planGame } from '../clients/cli/play-plan.ts';
import { gameById } from '../games/registry.ts';
import type { LedgerRow } from '../replays/ledger.ts';
import { leaderboardTrust } from '../replays/ratings/rating-case.ts';
import { ratingTable, type RatingTable } from '../replays/ratings/table.ts';
import { createMemoryStore } from '../replays/stores/memory.ts';
import { createSigningKey } from '../replays/stores/signing-key.ts';
import { presetClocks } from '../server/match/clock-presets.ts';
import { inParallel } from '../server/tournaments/in-parallel.ts';
import { allMeetings } from '../server/tournaments/round-robin.ts';

const gamesAMeeting = 20;

/** Everybody meets everybody in rated mirrored pairs, on seeds that are the same each time. */
const playAll = async (game: string, entrants: readonly Entrant[]): Promise<readonly LedgerRow[]> => {
  const store = createMemoryStore();
  const host = createInlineHost();
  const arena = createLocalArena({ store, key: createSigningKey(), host, warn: () => {} });
  const plans = allMeetings(entrants.length).flatMap(([one, other]) => {
    const run = {
      game: gameById(game)!,
      config: {},
      entrants: [entrants[one]!, entrants[other]!],
      clock: presetClocks.llm,
      root: `floor ${one} ${other}`,
    };
    return Array.from({ length: gamesAMeeting }, (_, at) => ({
      ...planGame(run, at + 1).plan,
      rated: true,
    }));
  });
  await inParallel(plans.values(), 8, new AbortController().signal, async (plan) => {
    await arena.play(plan);
  });
  arena.close();
  await host.close();
  return store.ledger(0, Infinity);
};

const tableOf = async (game: string, entrants: readonly Entrant[]): Promise<RatingTable> =>
  ratingTable(await playAll(game, entrants), leaderboardTrust)[0]!;

const house = createInlineHost();

test.each(['tic-tac-toe', 'double-tic-tac-toe'])(
  'in %s the null agent and the random one stay at the floor',
  async (game) => {
    const { players } = await tableOf(game, exhibitors(house, gameById(game)!));
    const floor = players.slice(-2);
    expect(floor.map(({ name }) => name.split('?')[0])).toEqual(['bot:random@1', 'bot:always']);
    // Both are surely below everybody else, and the null agent lost all that it did not say anything to.
    for (const { rankLow } of floor) expect(rankLow).toBeGreaterThanOrEqual(players.length - 1);
    expect(floor[1]).toMatchObject({ wins: 0, draws: 0, fallbackShare: null });
    expect(floor[1]!.faults.unparsable + floor[1]!.faults.illegal).toBe(floor[1]!.games);
  },
);

test('one player under two names comes out equal, within the error', async () => {
  const game = 'tic-tac-toe';
  const all = exhibitors(house, gameById(game)!);
  const slips = all.find(({ address }) => address === 'bot:perfect-with-slips')!;
  const twin = (name: string): Entrant => ({ ...slips, entry: { ...slips.entry, agent: name } });
  const entrants = [...all.filter((one) => one !== slips), twin('twin-a'), twin('twin-b')];
  const table = await tableOf(game, entrants);
  const [one, other] = ['twin-a', 'twin-b'].map((name) =>
    table.players.findIndex((player) => player.name === name),
  );
  const chance = table.superiority![one!]![other!]!;
  expect(chance).toBeGreaterThan(0.025);
  expect(chance).toBeLessThan(0.975);
});
