/** What may be spent on a move or a match. What is absent is not limited. */
export interface Budget {
  /** Questions; asking one again because the provider failed is not another. */
  readonly calls?: number | undefined;
  /** Of questions and answers together. */
  readonly tokens?: number | undefined;
  readonly usd?: number | undefined;
  readonly ms?: number | undefined;
}

/** What was spent so far, as far as providers told it. */
export interface Spent {
  calls: number;
  tokens: number;
  usd: number;
  ms: number;
}

export const nothingSpent = (): Spent => ({ calls: 0, tokens: 0, usd: 0, ms: 0 });

/** The first limit that is used up; a call is not begun then. What a call will cost is known only after it. */
export const spentLimit = (budget: Budget, spent: Spent): keyof Budget | undefined =>
  (['calls', 'tokens', 'usd', 'ms'] as const).find((kind) => spent[kind] >= (budget[kind] ?? Infinity));
