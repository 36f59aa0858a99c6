import { Redis } from 'ioredis';
import type { Faults } from '../faults.ts';

/** A question to Redis that is not answered in this time has failed: nobody waits for Redis. */
const answerMs = 2_000;
const reconnectMsMax = 1_000;

/**
 * A connection that is made again for ever. While it is down every command fails at once instead of waiting for it. Its
 * loss is told once a time.
 */
export const connectRedis = (url: string, faults: Pick<Faults, 'report'>): Redis => {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    // Its own resubscription rejects into nowhere when the connection breaks again at once, which ends the process;
    // the presence subscribes again by itself.
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: answerMs,
    commandTimeout: answerMs,
    retryStrategy: (attempt) => Math.min(attempt * 100, reconnectMsMax),
  });
  let isLost = false;
  redis.on('error', (error) => {
    if (!isLost) faults.report('redis', error);
    isLost = true;
  });
  redis.on('ready', () => {
    isLost = false;
  });
  return redis;
};
