import type { Faults } from '../faults.ts';
import type { Accounts } from './accounts.ts';

/** How soon a key that another process has revoked is refused here as well. */
const lookMs = 2_000;

export interface RevocationsDeps {
  readonly accounts: Pick<Accounts, 'forgetRevoked'>;
  readonly faults: Pick<Faults, 'report'>;
}

/** Looks again and again for keys that other processes on one store have revoked; answers a function that ends it. */
export const followRevocations = ({ accounts, faults }: RevocationsDeps): (() => void) => {
  let wasReported = false;
  const look = (): void =>
    void accounts.forgetRevoked().then(
      () => {
        wasReported = false;
      },
      (error: unknown) => {
        if (!wasReported) faults.report('revoked keys', error);
        wasReported = true;
      },
    );
  const timer = setInterval(look, lookMs).unref();
  return () => clearInterval(timer);
};
