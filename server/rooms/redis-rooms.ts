import { type IRoomCache, LocalDriver, type MatchMakerDriver, type Presence } from '@colyseus/core';
import { RedisDriver } from '@colyseus/redis-driver';
import { RedisPresence } from '@colyseus/redis-presence';
import type { Faults } from '../faults.ts';
import { connectRedis } from './redis-connection.ts';

/** What Colyseus shares with the other processes. */
export interface SharedRooms {
  readonly presence: Presence;
  readonly driver: MatchMakerDriver;
  close(): void;
}

/** Every process has a hall of its own, under the same id. */
const isShared = ({ name }: IRoomCache): boolean => name === 'match';

/**
 * The rooms of this process, with a copy of their list in Redis. What is here is never asked of Redis, so that rooms
 * are made, joined and left while it is gone: a match belongs to the process that PostgreSQL names, and its room with it.
 */
class MirroredDriver extends LocalDriver {
  private readonly mirror: RedisDriver;
  private readonly attempt: (work: Promise<unknown>) => void;

  constructor(mirror: RedisDriver, attempt: (work: Promise<unknown>) => void) {
    super();
    this.mirror = mirror;
    this.attempt = attempt;
  }

  override update(...parameters: Parameters<LocalDriver['update']>): boolean {
    const isUpdated = super.update(...parameters);
    this.copy(parameters[0]);
    return isUpdated;
  }

  override async insert(room: IRoomCache): Promise<boolean> {
    const isInserted = await super.insert(room);
    if (isInserted) this.copy(room);
    return isInserted;
  }

  override remove(roomId: string): boolean {
    const room = this.rooms.find((one) => one.roomId === roomId);
    // Whoever has the room of this match by now has listed it under the same id.
    if (room !== undefined && isShared(room)) this.attempt(this.unlist(room));
    return super.remove(roomId);
  }

  /** Redis has forgotten the list, or an earlier life of this process is still on it. */
  async restore(publicAddress: string, processId: string): Promise<void> {
    for (const room of await this.mirror.query({ publicAddress }))
      if (room.processId !== processId) await this.mirror.remove(room.roomId);
    for (const room of this.rooms) this.copy(room);
  }

  private copy(room: IRoomCache): void {
    if (isShared(room)) this.attempt(this.mirror.persist(room));
  }

  private async unlist({ roomId, processId }: IRoomCache): Promise<void> {
    const listed = await this.mirror.findOne({ roomId });
    if (listed?.processId === processId) await this.mirror.remove(roomId);
  }
}

/** A presence whose failures are nobody's but Redis's own: Colyseus waits for few of its answers, and dies of the others. */
const forgiving = (presence: RedisPresence, attempt: (work: Promise<unknown>) => void): Presence =>
  new Proxy(presence, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...parameters: unknown[]) => {
        const answer: unknown = Reflect.apply(member, target, parameters);
        if (!(answer instanceof Promise)) return answer;
        attempt(answer);
        return answer.catch(() => undefined);
      };
    },
  });

/** Shares rooms over Redis, which may come and go. `ids`: this process, as Colyseus and clients know it. */
export const shareRooms = (
  url: string,
  ids: { readonly publicAddress: string; readonly processId: () => string },
  faults: Pick<Faults, 'report'>,
): SharedRooms => {
  const redis = connectRedis(url, faults);
  // Redis itself tells that it is gone, once.
  const attempt = (work: Promise<unknown>): void => void work.catch(() => {});
  const presence = new RedisPresence(redis);
  const driver = new MirroredDriver(new RedisDriver(redis), attempt);
  redis.on('ready', () => attempt(driver.restore(ids.publicAddress, ids.processId())));
  return {
    presence: forgiving(presence, attempt),
    driver,
    close: () => redis.disconnect(),
  };
};
