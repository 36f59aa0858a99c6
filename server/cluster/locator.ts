import type { Owner } from '../../replays/leases.ts';
import type { ClaimDeps, Claims } from './claims.ts';

/**
 * Where a match is. `nowhere`: it is over, or there is none. `unsettled`: it is between two processes, and nobody had
 * it in time.
 */
export type Whereabouts =
  | { readonly kind: 'here' }
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'unsettled' };

interface Question {
  readonly resolve: (place: Whereabouts) => void;
  readonly reject: (error: unknown) => void;
  readonly until: number;
  /** Whether nobody had the match when it was looked for last. */
  isOrphan: boolean;
}

interface LocatorDeps extends ClaimDeps {
  readonly claims: Pick<Claims, 'takeNamed'>;
}

export interface Locator {
  locate(match: string): Promise<Whereabouts>;
  /** Answers those who ask for a match that is played here since a moment ago. */
  arrived(match: string): void;
  stop(): void;
}

/** Where a match is, as far as that is certain. */
const placeOf = (
  { holdings, keeper, timing }: LocatorDeps,
  match: string,
  owner: Owner | undefined,
): Whereabouts | undefined => {
  if (holdings()?.isPlayed(match) === true) return { kind: 'here' };
  if (owner === undefined || owner.id === keeper.memberId()) return undefined;
  return owner.staleMs > timing.suspectMs ? undefined : { kind: 'elsewhere', url: owner.url };
};

const failAll = (waiting: Map<string, readonly Question[]>, error: unknown): void => {
  for (const questions of waiting.values()) for (const { reject } of questions) reject(error);
  waiting.clear();
};

/**
 * Finds out where matches are. When a process dies all of its agents ask at once: their questions go to the store
 * together, and those whose match is about to be adopted wait for it instead of coming again and again.
 */
export const createLocator = (deps: LocatorDeps): Locator => {
  const { leases, time, timing, keeper, claims, holdings } = deps;
  const waiting = new Map<string, Question[]>();
  let isAsking = false;
  let isStopped = false;

  const settle = (match: string, place: Whereabouts): void => {
    for (const { resolve } of waiting.get(match) ?? []) resolve(place);
    waiting.delete(match);
  };
  /** Twice without an owner, and not to be had: another process takes it between the two, or it is over. */
  const isNowhere = (match: string): boolean =>
    keeper.memberId() === undefined || waiting.get(match)!.every(({ isOrphan }) => isOrphan);
  const takeOrphans = async (orphans: readonly string[]): Promise<void> => {
    await claims.takeNamed(orphans);
    // Some have arrived meanwhile.
    for (const match of orphans.filter((one) => waiting.has(one))) {
      if (holdings()?.isPlayed(match) === true) settle(match, { kind: 'here' });
      else if (isNowhere(match)) settle(match, { kind: 'nowhere' });
      else for (const question of waiting.get(match)!) question.isOrphan = true;
    }
  };
  const giveUpOverdue = (): void => {
    const now = time.monotonicMs();
    for (const [match, questions] of waiting)
      if (isStopped || questions.some(({ until }) => now >= until)) settle(match, { kind: 'unsettled' });
  };
  const askOnce = async (): Promise<void> => {
    const asked = [...waiting.keys()];
    const owners = await leases.owners(asked);
    for (const match of asked) {
      const place = placeOf(deps, match, owners.get(match));
      if (place !== undefined) settle(match, place);
    }
    await takeOrphans(asked.filter((match) => waiting.has(match) && !owners.has(match)));
    giveUpOverdue();
  };
  const askOn = (): void => {
    askOnce()
      .catch((error: unknown) => failAll(waiting, error))
      .finally(() => {
        if (waiting.size > 0) time.timeout(timing.pollMs, askOn);
        else isAsking = false;
      });
  };
  return {
    locate: (match) =>
      new Promise((resolve, reject) => {
        const until = time.monotonicMs() + timing.holdMs;
        const questions = waiting.get(match) ?? [];
        waiting.set(match, questions);
        questions.push({ resolve, reject, until, isOrphan: false });
        if (isAsking) return;
        isAsking = true;
        askOn();
      }),
    arrived: (match) => {
      if (holdings()?.isPlayed(match) === true) settle(match, { kind: 'here' });
    },
    stop: () => {
      isStopped = true;
    },
  };
};
