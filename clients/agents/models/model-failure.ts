/**
 * Why a call brought no answer. `aborted`: nobody waits any more. `timeout`: our own clock ran out. `refused`: the
 * provider will not serve this request, to anybody. The others are the provider's: it serves this account or model no
 * longer (`denied`), or what may pass.
 */
export const modelFailureKinds = [
  'aborted',
  'timeout',
  'refused',
  'denied',
  'rate-limited',
  'server-error',
  'unreachable',
  'bad-reply',
] as const;
export type ModelFailureKind = (typeof modelFailureKinds)[number];

/** What of a failure may be known: no text of the question, of the answer, or of the provider's error. */
export interface FailureFacts {
  readonly status?: number | undefined;
  /** The provider's own short code, where it has the form of one. */
  readonly code?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

const words: { readonly [Kind in ModelFailureKind]: string } = {
  aborted: 'was no longer needed',
  timeout: 'took longer than it had',
  refused: 'was refused',
  denied: 'was denied to this key, this account or this model',
  'rate-limited': 'was over the rate limit',
  'server-error': "failed on the provider's side",
  unreachable: 'did not reach the provider',
  'bad-reply': 'was answered by something that is no answer',
};

/** A call that failed. It is made of known words, so it can be logged: an SDK's error would hold the prompt. */
export class ModelFailure extends Error {
  readonly kind: ModelFailureKind;
  readonly facts: FailureFacts;
  readonly ms: number;

  constructor(model: string, kind: ModelFailureKind, ms: number, facts: FailureFacts = {}) {
    const { status, code } = facts;
    const about = [status === undefined ? [] : `HTTP ${status}`, code ?? []].flat().join(', ');
    super(`A call to ${model} ${words[kind]}${about === '' ? '' : ` (${about})`}.`);
    this.name = 'ModelFailure';
    this.kind = kind;
    this.facts = facts;
    this.ms = ms;
  }
}

/** Whether the provider's failure may pass, so that it is worth another try. */
export const mayPass = ({ kind }: ModelFailure): boolean =>
  kind === 'rate-limited' || kind === 'server-error' || kind === 'unreachable' || kind === 'bad-reply';

/** Whether the failure is the provider's: it must not cost the model a match. */
export const isProviderFault = (failure: ModelFailure): boolean =>
  failure.kind === 'denied' || mayPass(failure);

/** How a log names the failure: `provider-http-503`, `provider-unreachable`. */
export const evidenceCode = ({ kind, facts: { status } }: ModelFailure): string =>
  status === undefined || kind === 'bad-reply' ? `provider-${kind}` : `provider-http-${status}`;
