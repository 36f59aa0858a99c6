import type { Finish, ModelUsage } from '../models/chat-model.ts';
import type { ModelFailureKind } from '../models/model-failure.ts';

/** What a call is for. */
export const purposes = ['move', 'propose', 'reply', 'value', 'expand', 'curate'] as const;
export type Purpose = (typeof purposes)[number];

/** One request to a model: all that is kept of it, and no text of either side. */
export interface CallRecord {
  readonly purpose: Purpose;
  readonly model: string;
  /** From 1; above that the provider had failed before. */
  readonly attempt: number;
  /** SHA-256 over the question, so that equal questions can be told without keeping them. */
  readonly prompt: string;
  readonly ms: number;
  readonly finish?: Finish;
  readonly usage?: ModelUsage;
  readonly costUsd?: number;
  /** The model that answered, where the provider says. */
  readonly answeredBy?: string;
  readonly failure?: {
    readonly kind: ModelFailureKind;
    readonly status?: number | undefined;
    readonly code?: string | undefined;
  };
}
