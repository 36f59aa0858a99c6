import type { ModelUsage } from '../models/chat-model.ts';

/** US dollars for a million tokens of each kind. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Tokens of the question that were cached before; as others where it is not given. */
  readonly cacheRead?: number;
  /** Tokens that are cached for later; as others where it is not given. */
  readonly cacheWrite?: number;
}

/** The day on which the list below was made; it stands in the log beside every cost that comes from it. */
export const pricesDate = '2025-10-15';

/** List prices for paid use, without discounts for batches or long contexts. Prices change: an address may give its own. */
const listed: Readonly<Record<string, Price>> = {
  'openai/gpt-5': { input: 1.25, cacheRead: 0.125, output: 10 },
  'openai/gpt-5-mini': { input: 0.25, cacheRead: 0.025, output: 2 },
  'openai/gpt-5-nano': { input: 0.05, cacheRead: 0.005, output: 0.4 },
  'openai/gpt-4.1': { input: 2, cacheRead: 0.5, output: 8 },
  'openai/gpt-4.1-mini': { input: 0.4, cacheRead: 0.1, output: 1.6 },
  'openai/gpt-4.1-nano': { input: 0.1, cacheRead: 0.025, output: 0.4 },
  'openai/gpt-4o': { input: 2.5, cacheRead: 1.25, output: 10 },
  'openai/gpt-4o-mini': { input: 0.15, cacheRead: 0.075, output: 0.6 },
  'openai/o3': { input: 2, cacheRead: 0.5, output: 8 },
  'openai/o4-mini': { input: 1.1, cacheRead: 0.275, output: 4.4 },
  'anthropic/claude-opus-4-1': { input: 15, cacheRead: 1.5, cacheWrite: 18.75, output: 75 },
  'anthropic/claude-sonnet-4-5': { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 },
  'anthropic/claude-haiku-4-5': { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 },
  'google/gemini-2.5-pro': { input: 1.25, cacheRead: 0.31, output: 10 },
  'google/gemini-2.5-flash': { input: 0.3, cacheRead: 0.075, output: 2.5 },
  'google/gemini-2.5-flash-lite': { input: 0.1, cacheRead: 0.025, output: 0.4 },
};

const free: Price = { input: 0, output: 0 };

/** The price of `provider/model`; undefined where it is not known, and then so is every cost. */
export const listedPrice = (model: string, isFree: boolean): Price | undefined => {
  if (isFree) return free;
  // A dated name, such as claude-sonnet-4-5-20250929, costs what its family does.
  const [family] = model.split(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/);
  return listed[model] ?? listed[family!];
};

const tokensAMillion = 1_000_000;

/** What a call cost in US dollars; undefined where its tokens or their price are unknown. */
export const costOf = (price: Price | undefined, usage: ModelUsage): number | undefined => {
  const { input, output, cacheRead = 0, cacheWrite = 0 } = usage;
  if (price === undefined || input === undefined || output === undefined) return undefined;
  const fresh = Math.max(0, input - cacheRead - cacheWrite);
  const question =
    fresh * price.input +
    cacheRead * (price.cacheRead ?? price.input) +
    cacheWrite * (price.cacheWrite ?? price.input);
  return (question + output * price.output) / tokensAMillion;
};
