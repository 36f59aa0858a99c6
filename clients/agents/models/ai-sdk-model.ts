import type { LanguageModel, LanguageModelMiddleware } from 'ai';
import type { Json } from '../../../games/game.ts';
import { type After, platformTimer } from '../timer.ts';
import type { ChatModel, Finish, ModelReply, ModelRequest, ModelUsage } from './chat-model.ts';
import type { Endpoint } from './endpoint.ts';
import { type FailureFacts, ModelFailure, type ModelFailureKind } from './model-failure.ts';
import type { Provider } from './providers.ts';

/** The SDK takes a tenth of a second to load, so nobody loads it before the first call. */
const loadSdk = async () => {
  // It prints warnings about settings that a model does not know; the log says which settings were asked for.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  return import('ai');
};

type SdkModel = Exclude<LanguageModel, string>;

const openModel = async (provider: Provider, model: string, endpoint: Endpoint): Promise<SdkModel> => {
  const baseURL = endpoint.baseUrl;
  const apiKey = endpoint.apiKey;
  switch (provider.protocol) {
    case 'openai':
      return (await import('@ai-sdk/openai')).createOpenAI({ apiKey: apiKey! })(model);
    case 'anthropic':
      return (await import('@ai-sdk/anthropic')).createAnthropic({ apiKey: apiKey! })(model);
    case 'google':
      return (await import('@ai-sdk/google')).createGoogle({ apiKey: apiKey! })(model);
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      return createOpenAICompatible({
        name: provider.name,
        baseURL: baseURL!,
        ...(apiKey !== undefined && { apiKey }),
        // Without this the schema would be dropped without a word.
        supportsStructuredOutputs: true,
      })(model);
    }
  }
};

/**
 * Providers that pass requests on answer 200 when the one behind them failed. The SDK takes that for a reply, or for
 * one that missed its shape; here it becomes the error that the SDK has for a reply without choices.
 */
const refuseErrors = async (model: SdkModel): Promise<SdkModel> => {
  const { InvalidResponseDataError, wrapLanguageModel } = await loadSdk();
  const middleware: LanguageModelMiddleware = {
    wrapGenerate: async ({ doGenerate }) => {
      const result = await doGenerate();
      const { unified, raw } = result.finishReason;
      if (unified === 'error' || raw === 'error') throw new InvalidResponseDataError({ data: undefined });
      return result;
    },
  };
  return wrapLanguageModel({ model, middleware });
};

/** Usage as the SDK tells it; a member that is undefined there is absent here. */
interface SdkUsage {
  readonly inputTokens?: number | undefined;
  readonly inputTokenDetails?: {
    readonly cacheReadTokens?: number | undefined;
    readonly cacheWriteTokens?: number | undefined;
  };
  readonly outputTokens?: number | undefined;
  readonly outputTokenDetails?: { readonly reasoningTokens?: number | undefined };
}

/** More than any model reads or writes in one call. */
const callTokensMax = 10_000_000;

/** A provider's word about tokens goes into books and logs, so it is taken only where it can be one. */
const isTokenCount = (tokens: number | undefined): boolean =>
  Number.isInteger(tokens) && tokens! >= 0 && tokens! <= callTokensMax;

const usageOf = (usage: SdkUsage | undefined): ModelUsage => {
  const known = {
    input: usage?.inputTokens,
    output: usage?.outputTokens,
    // The SDK says 0 of details that a provider does not tell.
    reasoning: usage?.outputTokenDetails?.reasoningTokens || undefined,
    cacheRead: usage?.inputTokenDetails?.cacheReadTokens || undefined,
    cacheWrite: usage?.inputTokenDetails?.cacheWriteTokens || undefined,
  };
  return Object.fromEntries(Object.entries(known).filter(([, tokens]) => isTokenCount(tokens)));
};

const finishes: readonly Finish[] = ['stop', 'length', 'tool-calls', 'content-filter'];

const finishOf = (reason: string | undefined): Finish =>
  finishes.find((finish) => finish === reason) ?? 'other';

/** What is read of an error of the SDK; whatever else it holds may be the prompt. */
interface SdkError {
  readonly name?: string;
  readonly text?: string;
  readonly finishReason?: string;
  readonly usage?: SdkUsage;
  readonly response?: { readonly modelId?: string };
  readonly statusCode?: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

const secondsMax = 24 * 60 * 60;

/** `retry-after` in seconds or as a date, `retry-after-ms` before it. */
const retryAfterOf = (headers: SdkError['responseHeaders'], wallMs: number): number | undefined => {
  const ms = Number(headers?.['retry-after-ms']);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const after = headers?.['retry-after'];
  if (after === undefined) return undefined;
  const seconds = Number(after);
  if (Number.isFinite(seconds)) return Math.min(secondsMax, Math.max(0, seconds)) * 1000;
  const at = Date.parse(after);
  return Number.isNaN(at) ? undefined : Math.max(0, at - wallMs);
};

const codePattern = /^[a-z][a-z0-9_.-]{0,39}$/i;

/** The provider's code of an error, and none of its words, which may repeat the prompt. */
const codeOf = (data: unknown): string | undefined => {
  const { error } = (data ?? {}) as { error?: { code?: unknown; type?: unknown } };
  return [error?.code, error?.type].find((code) => typeof code === 'string' && codePattern.test(code)) as
    | string
    | undefined;
};

const passingStatuses = new Set([408, 409, 425, 529]);

/** A key that opens nothing, an account without credit, a region or model that is closed: nothing that the model did. */
const denyingStatuses = new Set([401, 402, 403, 404, 407]);

/** What the SDK says of a request that it would not send. */
const unsentErrors: ReadonlySet<string | undefined> = new Set([
  'AI_InvalidArgumentError',
  'AI_InvalidPromptError',
  'AI_LoadAPIKeyError',
  'AI_LoadSettingError',
  'AI_NoSuchModelError',
  'AI_UnsupportedFunctionalityError',
  'AI_UnsupportedModelVersionError',
]);

/** Without a status the request was not sent, or the network failed, or the SDK can make nothing of the reply. */
const kindWithoutStatus = (name: string | undefined): ModelFailureKind => {
  if (unsentErrors.has(name)) return 'refused';
  return name?.startsWith('AI_') === true && name !== 'AI_APICallError' ? 'bad-reply' : 'unreachable';
};

const kindOf = (status: number | undefined, name: string | undefined): ModelFailureKind => {
  if (status === undefined) return kindWithoutStatus(name);
  if (status === 429) return 'rate-limited';
  if (denyingStatuses.has(status)) return 'denied';
  if (status >= 500 || passingStatuses.has(status)) return 'server-error';
  return status >= 200 && status < 300 ? 'bad-reply' : 'refused';
};

/** An answer that did not have its shape is an answer all the same: the parser reads it, and its tokens count. */
const replyOfError = (error: SdkError, ms: number): ModelReply | undefined =>
  error.name === 'AI_NoObjectGeneratedError' && typeof error.text === 'string'
    ? {
        text: error.text,
        usage: usageOf(error.usage),
        finish: finishOf(error.finishReason),
        ms,
        ...(error.response?.modelId !== undefined && { model: error.response.modelId }),
      }
    : undefined;

const factsOf = (error: SdkError): FailureFacts => ({
  status: error.statusCode,
  code: codeOf(error.data),
  retryAfterMs: retryAfterOf(error.responseHeaders, Date.now()),
});

/** What the SDK is asked; a setting without a value is left out, so that the provider's default holds. */
const settingsOf = (request: ModelRequest): object => {
  const { maxOutput, temperature, effort, seed } = request;
  const given = { maxOutputTokens: maxOutput, temperature, seed, reasoning: effort };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
};

/** The rules are marked for the one provider that caches only what it is told to. */
const instructionsOf = (system: string) => ({
  role: 'system' as const,
  content: system,
  providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
});

export interface AiSdkModelOptions {
  readonly provider: Provider;
  readonly model: string;
  readonly endpoint: Endpoint;
  readonly after?: After;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** A model behind the Vercel AI SDK: the one place that knows it. Each call is one request; retries are not its own. */
export const createAiSdkModel = (options: AiSdkModelOptions): ChatModel => {
  const { provider, model, endpoint, after = platformTimer, now = () => performance.now() } = options;
  const name = `${provider.name}/${model}`;
  let opened: Promise<SdkModel> | undefined;

  const generate = async (request: ModelRequest, signal: AbortSignal, since: number): Promise<ModelReply> => {
    const { generateText, jsonSchema, Output } = await loadSdk();
    opened ??= openModel(provider, model, endpoint).then(refuseErrors);
    const { shape } = request;
    const result = await generateText({
      model: await opened,
      instructions: instructionsOf(request.system),
      prompt: request.prompt,
      ...(shape !== undefined && {
        output: Output.object({ name: shape.name, schema: jsonSchema<Json>(shape.schema) }),
      }),
      ...settingsOf(request),
      maxRetries: 0,
      abortSignal: signal,
    });
    const finish = finishOf(result.finishReason);
    const json = shape !== undefined && finish === 'stop' ? result.output : undefined;
    return {
      text: result.text,
      ...(json !== undefined && { json }),
      usage: usageOf(result.usage),
      finish,
      ms: Math.round(now() - since),
      model: result.response.modelId,
    };
  };

  const complete = async (request: ModelRequest): Promise<ModelReply> => {
    const since = now();
    const clock = new AbortController();
    const cancel = after(request.timeoutMs, () => clock.abort());
    // By the signals, not by the error's name, which depends on what the SDK was doing when they fired.
    try {
      return await generate(request, AbortSignal.any([request.signal, clock.signal]), since);
    } catch (error) {
      const ms = Math.round(now() - since);
      if (request.signal.aborted) throw new ModelFailure(name, 'aborted', ms);
      if (clock.signal.aborted) throw new ModelFailure(name, 'timeout', ms);
      const reply = replyOfError(error as SdkError, ms);
      if (reply !== undefined) return reply;
      const facts = factsOf(error as SdkError);
      throw new ModelFailure(name, kindOf(facts.status, (error as SdkError).name), ms, facts);
    } finally {
      cancel();
    }
  };
  return { name, complete };
};
