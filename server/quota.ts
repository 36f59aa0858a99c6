/** Counts what each of many has of something, up to a limit. Who has nothing takes no memory. */
export interface Quota {
  /** Takes one more for `who`; false where there is none left. */
  take(who: string): boolean;
  /** Gives back one that was taken. */
  giveBack(who: string): void;
}

/** A quota of `countMax` for each. */
export const createQuota = (countMax: number): Quota => {
  const counts = new Map<string, number>();
  return {
    take: (who) => {
      const count = counts.get(who) ?? 0;
      if (count >= countMax) return false;
      counts.set(who, count + 1);
      return true;
    },
    giveBack: (who) => {
      const left = counts.get(who)! - 1;
      if (left === 0) counts.delete(who);
      else counts.set(who, left);
    },
  };
};
