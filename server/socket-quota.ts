import type { Duplex } from 'node:stream';
import { createQuota } from './quota.ts';

/** Counts the sockets of each address, so that one visitor cannot take them all. */
export interface SocketQuota {
  /** Whether one more socket of this address is let in; it is counted until it closes. */
  admit(address: string, socket: Duplex): boolean;
}

/** One visitor may choose among all addresses of an IPv6 network of 64 bits, which therefore counts as one. */
export const visitorOf = (address: string): string => {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - tail.split(':').length);
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':')]
    .slice(0, 4)
    .map((group) => (group === '' ? '0' : group))
    .join(':');
};

/** A quota of `socketsMax` for each visitor. */
export const createSocketQuota = (socketsMax: number): SocketQuota => {
  const quota = createQuota(socketsMax);
  return {
    admit: (address, socket) => {
      const visitor = visitorOf(address);
      if (!quota.take(visitor)) return false;
      socket.once('close', () => quota.giveBack(visitor));
      return true;
    },
  };
};
