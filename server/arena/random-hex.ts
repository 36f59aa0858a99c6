import { randomFillSync } from 'node:crypto';

const poolBytes = 4096;

/**
 * Unpredictable hexadecimal digits, an even number of them at a time. A call into the system's generator costs as much
 * as several moves of a small game, so its bytes are fetched in bulk; none is handed out twice.
 */
export const createRandomHex = (): ((digits: number) => string) => {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;
  return (digits) => {
    const bytes = Math.ceil(digits / 2);
    if (used + bytes > poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    const text = pool.toString('hex', used, used + bytes);
    pool.fill(0, used, used + bytes);
    used += bytes;
    return text.slice(0, digits);
  };
};
