import type { SqlStore } from '../../replays/stores/sql-store.ts';

/** However often it is asked, the store is written to no more often. */
const freshMs = 1_000;
/** A store that says nothing for so long is no store. */
const silentMs = 3_000;

/** A write whose only purpose is to be durable: a full disk still reads. */
const beat = { sql: 'UPDATE heartbeat SET beats = beats + 1', parameters: [] };

/** Whether the store takes writes, asked by one; rejects with why it does not. */
export type StoreProbe = () => Promise<void>;

/** `nowMs` is any monotonic clock. */
export const createStoreProbe = (
  transact: SqlStore['transact'],
  nowMs: () => number = () => performance.now(),
): StoreProbe => {
  let asked: Promise<unknown> | undefined;
  let answeredMs = Number.NEGATIVE_INFINITY;
  let isUnderWay = false;
  const ask = (): Promise<unknown> => {
    isUnderWay = true;
    const answer = transact([beat]).finally(() => {
      isUnderWay = false;
      answeredMs = nowMs();
    });
    // Whoever asks hears of a failure; if all have gone meanwhile, nobody need.
    answer.catch(() => {});
    return answer;
  };
  return async () => {
    if (!isUnderWay && nowMs() - answeredMs >= freshMs) asked = ask();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the store does not answer')), silentMs);
    });
    try {
      await Promise.race([asked, silence]);
    } finally {
      clearTimeout(timer);
    }
  };
};
