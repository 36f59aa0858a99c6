import { describe, expect, test } from 'vitest';
import { runClusterHistory, type ClusterParts } from './cluster-history.ts';
import { violationsOf } from './invariants.ts';

const histories = 300;

/** The first violation within some histories. */
const firstViolation = async (
  label: string,
  most: number,
  parts: Partial<ClusterParts> = {},
): Promise<string | undefined> => {
  for (let at = 0; at < most; at++) {
    const seed = `${label}-${at}`;
    const violations = await violationsOf(await runClusterHistory(seed, parts));
    if (violations.length > 0) return `${seed}: ${violations.join('; ')}`;
  }
  return undefined;
};

describe('several processes under faults', () => {
  test(`the invariants hold over ${histories} histories`, async () => {
    expect(await firstViolation('ci', histories)).toBeUndefined();
  });

  test('a seed reproduces its history', async () => {
    const run = async (): Promise<unknown> => {
      const { matches, disk, simulatedMs } = await runClusterHistory('again');
      return { simulatedMs, logs: await Promise.all(matches.map(({ id }) => disk.read(id))) };
    };
    expect(await run()).toEqual(await run());
  });
});

describe('the invariants notice', () => {
  test('a store that tells whoever has lost a match that its lines are stored', async () => {
    const breakStore: ClusterParts['breakStore'] = (store) => ({
      ...store,
      append: (append, done) =>
        store.append(append, (refusal) => done(refusal?.kind === 'stale' ? undefined : refusal)),
    });
    expect(await firstViolation('lying', histories, { breakStore })).toMatch(/is not in the log|every match/);
  });

  test('processes that never take over from a dead one', async () => {
    const breakStore: ClusterParts['breakStore'] = (store) => ({
      ...store,
      leases: { ...store.leases!, expire: async () => 0 },
    });
    expect(await firstViolation('idle', histories, { breakStore })).toMatch(/not every match ended/);
  });
});
