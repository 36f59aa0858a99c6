import { randomUUID } from 'node:crypto';
import type { Leases } from '../../replays/leases.ts';
import type { SigningKey } from '../../replays/stores/signing-key.ts';
import type { Config } from '../config/config.ts';
import type { Faults } from '../faults.ts';
import { systemTime } from '../match/arena-clock.ts';
import { type Chief, createChief, createSoleChief } from './chief.ts';
import { createCluster, type Cluster } from './cluster.ts';

const reporterOf =
  (faults: Pick<Faults, 'report'>) =>
  (what: string, cause?: unknown): void =>
    faults.report(`cluster: ${what}`, cause);

/** This process's part among those that share its store; undefined where it has the store to itself. */
export const openCluster = (
  { cluster }: Pick<Config, 'cluster'>,
  { leases }: { readonly leases?: Leases },
  { publicKey: key }: SigningKey,
  faults: Pick<Faults, 'report'>,
): Cluster | undefined => {
  if (cluster === undefined || leases === undefined) return undefined;
  const report = reporterOf(faults);
  return createCluster({ ...cluster, leases, time: systemTime, key, newId: randomUUID, report });
};

/** Who does what only one process may do: this one, where there is no other. */
export const openChief = (
  config: Pick<Config, 'cluster'>,
  cluster: Cluster | undefined,
  faults: Pick<Faults, 'report'>,
): Chief =>
  cluster === undefined || config.cluster === undefined
    ? createSoleChief()
    : createChief({ ...config.cluster, cluster, time: systemTime, report: reporterOf(faults) });
