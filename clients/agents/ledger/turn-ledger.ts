import { sha256Hex } from '../../../games/sha256.ts';
import type { Usage } from '../../sdk/messages.ts';
import type { ChatModel, ModelReply, ModelRequest } from '../models/chat-model.ts';
import { isProviderFault, ModelFailure } from '../models/model-failure.ts';
import { completeWithRetries } from '../models/retrying.ts';
import type { After } from '../timer.ts';
import { type Budget, type Spent, spentLimit } from './budget.ts';
import type { CallRecord, Purpose } from './call-record.ts';
import { costOf, type Price } from './prices.ts';

/** Why no more calls are made on a turn. */
export type Stop = 'budget' | 'time' | 'provider' | 'refused' | 'over';

/** A model with what its tokens cost. */
export interface PricedModel {
  readonly model: ChatModel;
  readonly price: Price | undefined;
}

export interface LedgerParts {
  readonly after: After;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Told of every request, with its texts, which only an observer that may see them reads. */
  readonly observe: (call: CallRecord, request: ModelRequest, reply: ModelReply | undefined) => void;
}

/** A question without what the ledger adds to it. */
export type Question = Omit<ModelRequest, 'signal' | 'timeoutMs'>;

/** The books of one turn. */
export interface TurnLedger {
  /** Asks within the budgets and the turn's time; undefined when that is not possible any more. */
  ask(priced: PricedModel, purpose: Purpose, question: Question): Promise<ModelReply | undefined>;
  /** Why the last question that got no answer got none. */
  stop(): Stop | undefined;
  /** The requests of this turn that the provider failed. */
  failures(): readonly ModelFailure[];
  /** What the last refused call was refused for, in words that hold no text of either side. */
  refusal(): string | undefined;
  /** What the turn cost: sums over its calls, absent where one of them is unknown. */
  usage(): Usage | undefined;
  /** Calls by purpose, failed ones included. */
  calls(): Readonly<Partial<Record<Purpose, number>>>;
  /** The model that answered last, as the provider names it. */
  answeredBy(): string | undefined;
  /** Whether no further call may begin. */
  isPressed(): boolean;
  /** Enters the time that the attempt took. */
  close(): void;
}

export interface TurnLimits {
  readonly move: Budget;
  readonly match: Budget;
  /** The books of the move, over all its attempts, and those of the match; every call is entered into both. */
  readonly moveSpent: Spent;
  readonly matchSpent: Spent;
  /** What is left of the turn. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const stopOf = (failure: ModelFailure): Stop => {
  if (failure.kind === 'aborted') return 'over';
  if (failure.kind === 'timeout') return 'time';
  return isProviderFault(failure) ? 'provider' : 'refused';
};

const tokensOf = ({ usage }: CallRecord): number => (usage?.input ?? 0) + (usage?.output ?? 0);

/** A sum that is unknown as soon as one part is. */
const sumOf = (parts: readonly (number | undefined)[]): number | undefined =>
  parts.length === 0 || parts.includes(undefined)
    ? undefined
    : (parts as readonly number[]).reduce((sum, part) => sum + part, 0);

/** A billionth of a dollar is as fine as any price list; the rest is noise of floating point. */
const toNanos = (usd: number | undefined): number | undefined =>
  usd === undefined ? undefined : Math.round(usd * 1e9) / 1e9;

/** A request that a provider refused costs nothing; one that we broke off may have cost what nobody tells. */
const isBilled = ({ failure }: CallRecord): boolean =>
  failure === undefined || failure.kind === 'timeout' || failure.kind === 'aborted';

const usageOf = (calls: readonly CallRecord[]): Usage | undefined => {
  const billed = calls.filter(isBilled);
  const sums = {
    input: sumOf(billed.map(({ usage }) => usage?.input)),
    output: sumOf(billed.map(({ usage }) => usage?.output)),
    reasoning: sumOf(billed.map(({ usage }) => usage?.reasoning)),
    cached: sumOf(billed.map(({ usage }) => usage?.cacheRead)),
    costUsd: toNanos(sumOf(billed.map(({ costUsd }) => costUsd))),
  };
  const known = Object.entries(sums).filter(([, sum]) => sum !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
};

interface Turn {
  readonly parts: LedgerParts;
  readonly limits: TurnLimits;
  readonly sinceMs: number;
  /** When the turn's own time is up, or before that a budget of time. */
  readonly dueMs: number;
  readonly isDueByBudget: boolean;
  readonly calls: CallRecord[];
  readonly failures: ModelFailure[];
  stop: Stop | undefined;
  refusal: string | undefined;
}

const openTurn = (parts: LedgerParts, limits: TurnLimits): Turn => {
  const { move, match, moveSpent, matchSpent, timeoutMs } = limits;
  const budgetMs = Math.min((move.ms ?? Infinity) - moveSpent.ms, (match.ms ?? Infinity) - matchSpent.ms);
  const sinceMs = parts.now();
  return {
    parts,
    limits,
    sinceMs,
    dueMs: sinceMs + Math.min(timeoutMs, budgetMs),
    isDueByBudget: budgetMs < timeoutMs,
    calls: [],
    failures: [],
    stop: undefined,
    refusal: undefined,
  };
};

const book = (
  { calls, limits, parts }: Turn,
  call: CallRecord,
  request: ModelRequest,
  reply?: ModelReply,
): void => {
  calls.push(call);
  for (const books of [limits.moveSpent, limits.matchSpent]) {
    books.tokens += tokensOf(call);
    books.usd += call.costUsd ?? 0;
  }
  parts.observe(call, request, reply);
};

/** Why no call may begin now. */
const limitOf = ({ parts, limits, dueMs, isDueByBudget }: Turn): Stop | undefined => {
  const { move, match, moveSpent, matchSpent, signal } = limits;
  if (signal.aborted) return 'over';
  if (spentLimit(move, moveSpent) !== undefined || spentLimit(match, matchSpent) !== undefined)
    return 'budget';
  if (parts.now() < dueMs) return undefined;
  return isDueByBudget ? 'budget' : 'time';
};

const ask = async (
  turn: Turn,
  { model, price }: PricedModel,
  purpose: Purpose,
  question: Question,
): Promise<ModelReply | undefined> => {
  const { parts, limits } = turn;
  turn.stop = limitOf(turn);
  if (turn.stop !== undefined) return undefined;
  // Before the answer is there: samples that are asked at once must not all take the last call.
  for (const books of [limits.moveSpent, limits.matchSpent]) books.calls += 1;
  const request = { ...question, signal: limits.signal, timeoutMs: turn.dueMs - parts.now() };
  const prompt = sha256Hex(JSON.stringify([question.system, question.prompt]));
  const about = { purpose, model: model.name, prompt };
  let attempt = 1;
  const onFailure = (failure: ModelFailure): void => {
    if (isProviderFault(failure)) turn.failures.push(failure);
    if (failure.kind === 'refused') turn.refusal = failure.message;
    const { kind, facts, ms } = failure;
    const told = { kind, status: facts.status, code: facts.code };
    book(turn, { ...about, attempt, ms, failure: told }, request);
    attempt += 1;
  };
  try {
    const reply = await completeWithRetries(model, request, { ...parts, onFailure });
    const { ms, finish, usage, model: answeredBy } = reply;
    const costUsd = costOf(price, usage);
    const known = {
      ...(costUsd !== undefined && { costUsd }),
      ...(answeredBy !== undefined && { answeredBy }),
    };
    book(turn, { ...about, attempt, ms, finish, usage, ...known }, request, reply);
    return reply;
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    turn.stop = error.kind === 'timeout' && turn.isDueByBudget ? 'budget' : stopOf(error);
    return undefined;
  }
};

const close = ({ parts, limits, sinceMs }: Turn): void => {
  const ms = parts.now() - sinceMs;
  limits.moveSpent.ms += ms;
  limits.matchSpent.ms += ms;
};

const countCalls = (calls: readonly CallRecord[]): Readonly<Partial<Record<Purpose, number>>> => {
  const counts: Partial<Record<Purpose, number>> = {};
  for (const { purpose } of calls) counts[purpose] = (counts[purpose] ?? 0) + 1;
  return counts;
};

/** Opens the books of one attempt at a turn. */
export const openTurnLedger = (parts: LedgerParts, limits: TurnLimits): TurnLedger => {
  const turn = openTurn(parts, limits);
  return {
    ask: (priced, purpose, question) => ask(turn, priced, purpose, question),
    stop: () => turn.stop,
    failures: () => turn.failures,
    refusal: () => turn.refusal,
    usage: () => usageOf(turn.calls),
    calls: () => countCalls(turn.calls),
    answeredBy: () => turn.calls.findLast(({ answeredBy }) => answeredBy !== undefined)?.answeredBy,
    isPressed: () => limitOf(turn) !== undefined,
    close: () => close(turn),
  };
};
