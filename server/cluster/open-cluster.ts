import { randomUUID } from 'node:crypto';
import type { Leases } from '../../replays/leases.ts';
import type { SigningKey } from '../../replays/stores/signing-key.ts';
import type { Config } from '../config/config.ts';
import type { Faults } from '../faults.ts';
import { systemTime } from '../match/arena-clock.ts';
import { createCluster, type Cluster } from './cluster.ts';

/** This process's part among those that share its store; undefined where it has the store to itself. */
export const openCluster = (
  { cluster }: Pick<Config, 'cluster'>,
  { leases }: { readonly leases?: Leases },
  { publicKey: key }: SigningKey,
  faults: Pick<Faults, 'report'>,
): Cluster | undefined => {
  if (cluster === undefined || leases === undefined) return undefined;
  const report = (what: string, cause?: unknown): void => faults.report(`cluster: ${what}`, cause);
  return createCluster({ ...cluster, leases, time: systemTime, key, newId: randomUUID, report });
};
