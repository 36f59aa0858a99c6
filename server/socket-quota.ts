import type { Duplex } from 'node:stream';

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
  const counts = new Map<string, number>();
  return {
    admit: (address, socket) => {
      const visitor = visitorOf(address);
      const count = counts.get(visitor) ?? 0;
      if (count >= socketsMax) return false;
      counts.set(visitor, count + 1);
      socket.once('close', () => {
        const left = counts.get(visitor)! - 1;
        if (left === 0) counts.delete(visitor);
        else counts.set(visitor, left);
      });
      return true;
    },
  };
};
