import { z } from 'zod';
import type { Budget } from '../ledger/budget.ts';
import { efforts } from '../models/chat-model.ts';
import { strategies, strategyByName } from '../strategies/registry.ts';
import type { Strategy } from '../strategies/strategy.ts';

const amount = z.coerce.number().positive();
const count = z.coerce.number().int().min(1);

/** The options that every language model has; each strategy adds its own. */
const commonOptions = z.object({
  strategy: z.string().default('direct'),
  temperature: z.coerce.number().min(0).max(2).optional(),
  effort: z.enum(efforts).optional(),
  'max-output': count.max(1_000_000).optional(),
  structured: z.enum(['on', 'off']).optional(),
  'base-url': z
    .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' })
    .optional(),
  'price-input': z.coerce.number().min(0).optional(),
  'price-output': z.coerce.number().min(0).optional(),
  fallback: z.enum(['none', 'random']).default('none'),
  'move-calls': count.optional(),
  'move-tokens': count.optional(),
  'move-usd': amount.optional(),
  'move-seconds': amount.optional(),
  'match-calls': count.optional(),
  'match-tokens': count.optional(),
  'match-usd': amount.optional(),
  'match-seconds': amount.optional(),
});

/** Their names. */
export const commonOptionNames: readonly string[] = Object.keys(commonOptions.shape);

type CommonOptions = z.infer<typeof commonOptions>;

/** The options of an address, read. */
export interface LlmOptions {
  readonly common: CommonOptions;
  readonly strategy: Strategy;
  /** Those of the strategy, defaults filled in. */
  readonly own: Readonly<Record<string, unknown>>;
}

interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** Reads the options of an address; issues where they are not those of its strategy. */
export const readLlmOptions = (options: Readonly<Record<string, string>>): LlmOptions | Issues => {
  const strategy = strategyByName(options['strategy'] ?? 'direct');
  if (strategy === undefined) {
    const names = strategies.map(({ name }) => name).join(', ');
    return { issues: [{ path: ['strategy'], message: `there are: ${names}` }] };
  }
  const schema = z.strictObject({ ...commonOptions.shape, ...strategy.options.shape });
  const parsed = schema
    .refine((given) => 'price-input' in given === 'price-output' in given, {
      path: ['price-input'],
      message: 'needs price-output beside it, and the other way round',
    })
    .safeParse(options);
  if (!parsed.success) return { issues: parsed.error.issues };
  return { common: commonOptions.parse(options), strategy, own: strategy.options.parse(options) };
};

const secondMs = 1000;

/** The budget of a move or of a match. */
export const budgetOf = (common: CommonOptions, of: 'move' | 'match'): Budget => {
  const seconds = common[`${of}-seconds`];
  return {
    calls: common[`${of}-calls`],
    tokens: common[`${of}-tokens`],
    usd: common[`${of}-usd`],
    ms: seconds === undefined ? undefined : seconds * secondMs,
  };
};
