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

/** Who waits for which match. */
const createQuestions = () => {
  const waiting = new Map<string, Question[]>();
  const settle = (match: string, place: Whereabouts): void => {
    for (const { resolve } of waiting.get(match) ?? []) resolve(place);
    waiting.delete(match);
  };
  return {
    ask: (match: string, question: Question): void => {
      const questions = waiting.get(match) ?? [];
      waiting.set(match, questions);
      questions.push(question);
    },
    settle,
    /** Gives up those of which somebody has waited for too long. */
    giveUp: (isTooLate: (until: number) => boolean): void => {
      for (const [match, questions] of waiting)
        if (questions.some(({ until }) => isTooLate(until))) settle(match, { kind: 'unsettled' });
    },
    failAll: (error: unknown): void => {
      for (const questions of waiting.values()) for (const { reject } of questions) reject(error);
      waiting.clear();
    },
    matches: (): string[] => [...waiting.keys()],
    /** Undefined where nobody asks for the match any more. */
    of: (match: string): readonly Question[] | undefined => waiting.get(match),
    isEmpty: (): boolean => waiting.size === 0,
  };
};

/**
 * Finds out where matches are. When a process dies all of its agents ask at once: their questions go to the store
 * together, and those whose match is about to be adopted wait for it instead of coming again and again.
 */
export const createLocator = (deps: LocatorDeps): Locator => {
  const { leases, time, timing, keeper, claims, holdings } = deps;
  const questions = createQuestions();
  let isAsking = false;
  let isStopped = false;

  /** Twice without an owner, and not to be had: another process takes it between the two, or it is over. */
  const isNowhere = (asked: readonly Question[]): boolean =>
    keeper.memberId() === undefined || asked.every(({ isOrphan }) => isOrphan);
  const takeOrphans = async (orphans: readonly string[]): Promise<void> => {
    await claims.takeNamed(orphans);
    for (const match of orphans) {
      // Some have arrived meanwhile.
      const asked = questions.of(match);
      if (asked === undefined) continue;
      if (holdings()?.isPlayed(match) === true) questions.settle(match, { kind: 'here' });
      else if (isNowhere(asked)) questions.settle(match, { kind: 'nowhere' });
      else for (const question of asked) question.isOrphan = true;
    }
  };
  const askOnce = async (): Promise<void> => {
    const asked = questions.matches();
    const owners = await leases.owners(asked);
    for (const match of asked) {
      const place = placeOf(deps, match, owners.get(match));
      if (place !== undefined) questions.settle(match, place);
    }
    await takeOrphans(asked.filter((match) => questions.of(match) !== undefined && !owners.has(match)));
    questions.giveUp((until) => isStopped || time.monotonicMs() >= until);
  };
  const askOn = (): void => {
    askOnce()
      .catch(questions.failAll)
      .finally(() => {
        if (questions.isEmpty()) isAsking = false;
        else time.timeout(timing.pollMs, askOn);
      });
  };
  return {
    locate: (match) =>
      new Promise((resolve, reject) => {
        const until = time.monotonicMs() + timing.holdMs;
        questions.ask(match, { resolve, reject, until, isOrphan: false });
        if (isAsking) return;
        isAsking = true;
        askOn();
      }),
    arrived: (match) => {
      if (holdings()?.isPlayed(match) === true) questions.settle(match, { kind: 'here' });
    },
    stop: () => {
      isStopped = true;
    },
  };
};
