import type { Rng } from '../../games/rng.ts';
import type { Link } from './link.ts';
import type { Member } from './member.ts';
import type { Service } from './service.ts';

/** What is done to a cluster. */
export const faultKinds = [
  'kill',
  'stop',
  'postgres-restart',
  'postgres-cut',
  'redis-restart',
  'redis-cut',
  'peer-cut',
  'rolling-restart',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Targets {
  readonly members: readonly Member[];
  readonly postgres: Service;
  readonly redis: Service;
  /** How long a stopped process stands still, and how long a cut lasts. */
  readonly heldMs: number;
}

/** A fault that is about to happen. */
export interface Fault {
  /** What exactly, for the report. */
  readonly variant: string;
  /** Whose matches it hits; all where it is undefined. */
  readonly target: Member | undefined;
  /** Whether the sockets of those matches are lost. */
  readonly isReconnecting: boolean;
  /** Does it and undoes it; `undone` is called when all is as before, as far as the cluster's surroundings go. */
  happen(undone: () => void): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** For how long something that was killed stays away. */
const awayMsMax = 2_000;

const restart =
  (service: Service, signal: NodeJS.Signals, awayMs: number): Fault['happen'] =>
  async (undone) => {
    await service.stop(signal);
    await pause(awayMs);
    await service.start();
    undone();
  };

const hold =
  (begin: () => void, end: () => void, heldMs: number): Fault['happen'] =>
  async (undone) => {
    begin();
    await pause(heldMs);
    end();
    undone();
  };

const cut = (links: readonly Link[], how: Parameters<Link['cut']>[0], heldMs: number): Fault['happen'] =>
  hold(
    () => {
      for (const link of links) link.cut(how);
    },
    () => {
      for (const link of links) link.mend();
    },
    heldMs,
  );

const expectGoodEnd = async (member: Member): Promise<void> => {
  const code = await member.server().end('SIGTERM');
  if (code !== 0) throw new Error(`${member.name} ended with status ${code} when it was told to stop`);
};

/** Plans one fault; all that is random comes from `rng`. */
export const planFault = (kind: FaultKind, { members, ...targets }: Targets, rng: Rng): Fault => {
  const target = rng.pick(members);
  const awayMs = rng.int(awayMsMax);
  const { heldMs } = targets;
  const how = rng.pick(['reset', 'silent'] as const);
  switch (kind) {
    case 'kill':
      return {
        variant: 'SIGKILL',
        target,
        isReconnecting: true,
        happen: async (undone) => {
          await target.server().end('SIGKILL');
          await pause(awayMs);
          await target.start();
          undone();
        },
      };
    case 'stop': {
      const signal = (name: 'SIGSTOP' | 'SIGCONT') => (): void => target.server().signal(name);
      return {
        variant: `SIGSTOP for ${heldMs / 1000} s`,
        target,
        isReconnecting: true,
        happen: hold(signal('SIGSTOP'), signal('SIGCONT'), heldMs),
      };
    }
    case 'postgres-restart': {
      // A fast shutdown, or a crash from which the database has to recover.
      const signal = rng.pick(['SIGINT', 'SIGQUIT'] as const);
      const happen = restart(targets.postgres, signal, awayMs);
      return { variant: signal, target: undefined, isReconnecting: false, happen };
    }
    case 'postgres-cut':
    case 'redis-cut': {
      const link = kind === 'redis-cut' ? target.redis : target.postgres;
      return {
        variant: `${how} for ${heldMs / 1000} s`,
        target,
        isReconnecting: kind === 'postgres-cut',
        happen: cut([link], how, heldMs),
      };
    }
    case 'peer-cut':
      // Agents and databases still reach them: no match may wait for another process.
      return {
        variant: `${how} for ${heldMs / 1000} s`,
        target: undefined,
        isReconnecting: false,
        happen: cut(
          members.map(({ peers }) => peers),
          how,
          heldMs,
        ),
      };
    case 'redis-restart':
      return {
        variant: 'SIGKILL',
        target: undefined,
        isReconnecting: false,
        happen: restart(targets.redis, 'SIGKILL', awayMs),
      };
    case 'rolling-restart':
      return {
        variant: 'SIGTERM',
        target: undefined,
        isReconnecting: true,
        happen: async (undone) => {
          for (const member of members) {
            await expectGoodEnd(member);
            await member.start();
          }
          undone();
        },
      };
  }
};
