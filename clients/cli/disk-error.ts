import { isStoreError, messageOf } from '../../replays/stores/store-error.ts';
import { environmentError } from './cli-error.ts';

/** An error which says that what is played cannot be kept, with `hint`, how its run goes on; any other value as it is. */
export const withWayOn = (error: unknown, hint: string): unknown =>
  isStoreError(error) && (error.code === 'disk-full' || error.code === 'store-failed')
    ? environmentError(error.code, messageOf(error), hint, error)
    : error;
