import { describe, expect, test } from 'vitest';
import type { AnyGame } from '../games/game.ts';
import { gameById, games } from '../games/registry.ts';
import type { Store } from '../replays/store.ts';
import { createMemoryStore } from '../replays/stores/memory.ts';
import { createSigningKey } from '../replays/stores/signing-key.ts';
import { verifyLog } from '../replays/verify.ts';
import { createLocalArena } from '../clients/cli/local-arena.ts';
import { createPlayHost } from '../clients/cli/hosts.ts';
import type { MatchPlan } from '../server/arena/plan.ts';
import { presetClocks } from '../server/match/clock-presets.ts';

const subjectId = 'subject-match';
const subjectSeed = '000102030405060708090a0b0c0d0e0f';
const neighboursCount = 50;

const planOf = (game: AnyGame, id: string, seed: string): MatchPlan => ({
  id,
  seed,
  game,
  config: game.schemas.config.parse(game.defaults),
  seats: game.roles(game.defaults).map((_, seat) => ({
    address: 'bot:random',
    entry: { agent: 'bot:random@1', name: `player-${seat}`, owner: 'test', kind: 'bot' },
  })),
  clock: presetClocks.llm,
  attempts: { max: 3, then: 'forfeit' },
  legalTold: true,
  rated: false,
  release: 'end',
});

/** Matches of every game but the one under test, and some of that too, each on a seed of its own. */
const neighboursOf = (game: AnyGame): readonly MatchPlan[] =>
  Array.from({ length: neighboursCount }, (_, at) =>
    planOf(
      at % 3 === 0 ? game : games[at % games.length]!,
      `neighbour-${at}`,
      at.toString(16).padStart(32, 'f'),
    ),
  );

/** A store that remembers to which match each write went, in order. */
const watchWrites = (store: Store): { readonly store: Store; readonly writes: readonly string[] } => {
  const writes: string[] = [];
  const append: Store['append'] = (write, done) => {
    writes.push(write.match);
    store.append(write, done);
  };
  return { store: { ...store, append }, writes };
};

const key = createSigningKey();

/** Plays all plans at once in one process; answers the subject's play hash and the order of all writes. */
const playTogether = async (plans: readonly MatchPlan[]) => {
  const { store, writes } = watchWrites(createMemoryStore());
  const warnings: string[] = [];
  const host = createPlayHost();
  const arena = createLocalArena({ store, key, host, warn: (line) => warnings.push(line) });
  await Promise.all(plans.map((plan) => arena.play(plan)));
  arena.close();
  await host.close();
  const lines = await store.read(subjectId);
  const verdict = await verifyLog(lines!, { gameOf: gameById, trustedKeys: [key.publicKey], strict: true });
  expect(warnings).toEqual([]);
  expect(verdict).toMatchObject({ status: 'valid' });
  return { play: verdict.play, writes };
};

describe('a match follows from its seed and its players alone', () => {
  test.each(games.map((game) => [game.id, game] as const))(
    `%s plays alike alone and among ${neighboursCount} others`,
    async (_, game) => {
      const subject = planOf(game, subjectId, subjectSeed);
      const neighbours = neighboursOf(game);
      const alone = await playTogether([subject]);
      const half = neighboursCount / 2;
      const among = await playTogether([...neighbours.slice(0, half), subject, ...neighbours.slice(half)]);
      expect(among.play).toBe(alone.play);

      // The others were played in between, or this proves nothing.
      const own = (id: string): boolean => id === subjectId;
      const between = among.writes.slice(among.writes.findIndex(own), among.writes.findLastIndex(own));
      expect(new Set(between).size).toBeGreaterThan(neighboursCount / 2);

      const otherSeed = await playTogether([planOf(game, subjectId, 'f'.repeat(32))]);
      expect(otherSeed.play).not.toBe(alone.play);
    },
  );
});
