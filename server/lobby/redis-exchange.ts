import { randomUUID } from 'node:crypto';
import type { Faults } from '../faults.ts';
import { connectRedis } from '../rooms/redis-connection.ts';
import type { LobbyExchange } from './news.ts';

/** An exchange with connections of its own. */
export interface RedisExchange extends LobbyExchange {
  close(): void;
}

const topic = 'agon:lobby';

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Carries what lobbies tell each other over a topic of Redis, which may come and go: nothing waits for it, and nothing
 * is kept in it. Whoever does not hear the others says nothing either, so that they do not count on it.
 */
export const openRedisExchange = (url: string, faults: Pick<Faults, 'report'>): RedisExchange => {
  const speaking = connectRedis(url, faults);
  // The other connection tells of the loss already.
  const hearing = connectRedis(url, { report: () => {} });
  let isHearing = false;
  hearing.on('ready', () => {
    hearing.subscribe(topic).then(
      () => {
        isHearing = true;
      },
      // It is ready again later, and tries again.
      () => hearing.disconnect(true),
    );
  });
  hearing.on('close', () => {
    isHearing = false;
  });
  return {
    id: randomUUID(),
    send: (news) => {
      if (isHearing) speaking.publish(topic, JSON.stringify(news)).catch(() => {});
    },
    listen: (listener) => {
      const onMessage = (_topic: string, text: string): void => listener(readJson(text));
      hearing.on('message', onMessage);
      return () => hearing.off('message', onMessage);
    },
    close: () => {
      speaking.disconnect();
      hearing.disconnect();
    },
  };
};
