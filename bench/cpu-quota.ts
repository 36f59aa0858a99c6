import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process that the kernel can hold to a share of one core, all its threads together. */
export interface CpuQuota {
  /** Holds it to so many cores, or lets it go. */
  hold(cores: number | undefined): void;
  /** Call it when the process has ended. */
  remove(): void;
}

/** How a control group is told of a quota: by version 2 of the interface or by version 1. */
interface Interface {
  /** Where groups are made. */
  readonly root: string;
  readonly write: (group: string, quotaMicros: number | undefined) => void;
}

/** A group that has used its quota waits for the next period: the shorter, the less a single move waits. */
const periodMicros = 10_000;
/** The kernel takes no quota below 1 ms a period. */
export const coresMin = 0.1;

const unified = '/sys/fs/cgroup';
const legacy = '/sys/fs/cgroup/cpu';

const writeTo = (group: string, file: string, text: string): void => writeFileSync(join(group, file), text);

const interfaceOf = (): Interface | undefined => {
  const controllers = join(unified, 'cgroup.controllers');
  if (existsSync(controllers) && readFileSync(controllers, 'utf8').split(/\s/).includes('cpu'))
    return {
      root: unified,
      write: (group, quota) => writeTo(group, 'cpu.max', `${quota ?? 'max'} ${periodMicros}`),
    };
  if (existsSync(join(legacy, 'cpu.cfs_quota_us')))
    return {
      root: legacy,
      write: (group, quota) => {
        writeTo(group, 'cpu.cfs_period_us', String(periodMicros));
        writeTo(group, 'cpu.cfs_quota_us', String(quota ?? -1));
      },
    };
  return undefined;
};

const groupOf = (name: string): string => `agon-bench-${process.pid}-${name}`;

/** Moves a process into a group of its own, without a quota yet. Throws where the system has no such groups, or not for this user. */
export const createCpuQuota = (pid: number): CpuQuota => {
  const found = interfaceOf();
  if (found === undefined) throw new Error('there is no control group for CPU in /sys/fs/cgroup');
  const group = join(found.root, groupOf(String(pid)));
  mkdirSync(group);
  const hold = (cores: number | undefined): void =>
    found.write(group, cores === undefined ? undefined : Math.round(cores * periodMicros));
  const remove = (): void => rmdirSync(group);
  try {
    // On version 2 the files are there once the root passes the controller on.
    if (found.root === unified) writeTo(unified, 'cgroup.subtree_control', '+cpu');
    hold(undefined);
    writeTo(group, 'cgroup.procs', String(pid));
  } catch (error) {
    remove();
    throw error;
  }
  return { hold, remove };
};

/** Why no process can be held to a share of a core here; undefined where it can be. */
export const findQuotaProblem = (): string | undefined => {
  const found = interfaceOf();
  if (found === undefined) return 'there is no control group for CPU in /sys/fs/cgroup';
  const group = join(found.root, groupOf('try'));
  try {
    mkdirSync(group);
    rmdirSync(group);
    return undefined;
  } catch (error) {
    return `no control group can be made in ${found.root}: ${String(error)}`;
  }
};
