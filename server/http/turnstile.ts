/** Leaves the place that was taken; harmless when called again. */
export type Leave = () => void;

/** Lets few in at once, and of one visitor fewer, so that nobody takes all places. */
export interface Turnstile {
  /** Resolves when there is a place; undefined, at once, where too many wait already. */
  enter(visitor: string): Promise<Leave | undefined>;
}

export interface TurnstileLimits {
  readonly places: number;
  readonly placesOfOne: number;
  readonly waitingMax: number;
  readonly waitingOfOne: number;
}

interface Waiting {
  readonly visitor: string;
  readonly admit: (leave: Leave) => void;
}

export const createTurnstile = (limits: TurnstileLimits): Turnstile => {
  const inside = new Map<string, number>();
  const waiting: Waiting[] = [];
  let taken = 0;

  const count = (visitor: string, by: number): void => {
    const now = (inside.get(visitor) ?? 0) + by;
    if (now === 0) inside.delete(visitor);
    else inside.set(visitor, now);
    taken += by;
  };
  const hasPlace = (visitor: string): boolean =>
    taken < limits.places && (inside.get(visitor) ?? 0) < limits.placesOfOne;
  const admitNext = (): void => {
    const at = waiting.findIndex(({ visitor }) => hasPlace(visitor));
    if (at === -1) return;
    const [{ visitor, admit }] = waiting.splice(at, 1) as [Waiting];
    admit(take(visitor));
  };
  const take = (visitor: string): Leave => {
    count(visitor, 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      count(visitor, -1);
      admitNext();
    };
  };
  const isFull = (visitor: string): boolean =>
    waiting.length >= limits.waitingMax ||
    waiting.filter((other) => other.visitor === visitor).length >= limits.waitingOfOne;
  return {
    enter: (visitor) => {
      if (hasPlace(visitor)) return Promise.resolve(take(visitor));
      if (isFull(visitor)) return Promise.resolve(undefined);
      return new Promise((admit) => waiting.push({ visitor, admit }));
    },
  };
};
