import type { Store } from '../store.ts';
import { isStoreError } from './store-error.ts';

/** The log of a match; undefined where there is none, or where it was let go. */
export const readKept = async (
  store: Pick<Store, 'read'>,
  match: string,
): Promise<readonly string[] | undefined> => {
  try {
    return await store.read(match);
  } catch (error) {
    if (isStoreError(error) && error.code === 'log-pruned') return undefined;
    throw error;
  }
};
