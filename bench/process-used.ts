import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the system holds for a process of this machine. */
export interface ProcessUsed {
  readonly rss: number;
  /** Open file descriptors, and those of them that are sockets. */
  readonly handles: number;
  readonly sockets: number;
}

const bytesPerKb = 1024;

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    // Closed since the folder was read.
    return '';
  }
};

/** Asks the system, so that the process is not held up. Throws where there is no /proc. */
export const processUsed = (pid: number): ProcessUsed => {
  const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const folder = `/proc/${pid}/fd`;
  const handles = readdirSync(folder);
  const sockets = handles.filter((handle) => linkOf(join(folder, handle)).startsWith('socket:'));
  return { rss: Number(rss) * bytesPerKb, handles: handles.length, sockets: sockets.length };
};

/** Bytes of the files of a folder; a write-ahead log counts as well. */
export const folderBytes = (folder: string): number => {
  let bytes = 0;
  for (const name of readdirSync(folder))
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
};

/** How many files a process of this user may have open; Node raises its own soft limit to it. */
export const handlesMax = (): number => {
  const line = /Max open files\s+\S+\s+(\S+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return line === undefined || line === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line);
};
