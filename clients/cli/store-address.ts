import { isPostgresAddress, parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { usageError } from './cli-error.ts';

/** What others see in the list of processes must hold no password. */
export const refusePassword = (address: string | undefined): void => {
  if (address === undefined || !isPostgresAddress(address) || !parsePostgresAddress(address).hasPassword)
    return;
  throw usageError(
    'password-in-arguments',
    'Other users of this machine can read the arguments of a command.',
    'Leave the password out of the address and put it into PGPASSWORD.',
  );
};
