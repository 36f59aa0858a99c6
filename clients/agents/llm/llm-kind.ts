import { join } from 'node:path';
import { type Address, formatAddress } from '../address.ts';
import type { PricedModel } from '../ledger/turn-ledger.ts';
import { createFileSheets, type SheetStore } from '../memory/sheet-store.ts';
import { createAiSdkModel } from '../models/ai-sdk-model.ts';
import type { ChatModel } from '../models/chat-model.ts';
import type { Environment } from '../models/endpoint.ts';
import type { PlayerKind } from '../player-kind.ts';
import { promptVersion } from '../prompt/contract.ts';
import { type After, platformTimer } from '../timer.ts';
import { openTrace } from '../trace/open-trace.ts';
import { type EntryModel, gameProblem, type LlmEntry, readLlmEntry } from './llm-entry.ts';
import { budgetOf } from './llm-options.ts';
import type { LlmPlayerParts } from './llm-match.ts';
import { createLlmPlayer } from './llm-player.ts';
import type { TurnObserver } from './turn-observer.ts';

/** Where sheets are kept, unless the environment says otherwise. */
const memoryVariable = 'AGON_LLM_MEMORY';
const memoryFolder = join('data', 'memory');

export interface LlmKindOptions {
  /** Where keys are; the process's own environment by default. */
  readonly environment?: Environment;
  readonly sheets?: SheetStore;
  readonly observer?: TurnObserver;
  readonly openModel?: (model: EntryModel) => ChatModel;
  readonly after?: After;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** The agent whose memory it is: the entry, whether or not it learns now. */
const memoryOwner = (address: Address): string => {
  const { learn: _, ...options } = address.options;
  return formatAddress({ ...address, options });
};

const partsOf = (
  address: Address,
  { options, main, strong, prices }: LlmEntry,
  kind: Required<LlmKindOptions>,
): LlmPlayerParts => {
  const { common, own, strategy } = options;
  const priced = (model: EntryModel): PricedModel => ({ model: kind.openModel(model), price: model.price });
  const { structured, temperature, effort, fallback } = common;
  return {
    agent: memoryOwner(address),
    strategy: strategy.name,
    decide: strategy.open(own),
    main: priced(main),
    strong: strong && priced(strong),
    isStructured: structured === undefined ? main.provider.isStructured : structured === 'on',
    temperature,
    effort,
    maxOutput: common['max-output'],
    move: budgetOf(common, 'move'),
    match: budgetOf(common, 'match'),
    fallback,
    prices,
    sheets: strategy.name === 'cheatsheet' ? kind.sheets : undefined,
    learns: own['learn'] === 'on',
    observer: kind.observer,
    after: kind.after,
    now: kind.now,
  };
};

const mustRead = (address: Address, environment: Environment): LlmEntry => {
  const entry = readLlmEntry(address, environment);
  if ('problem' in entry) throw new Error(entry.problem.message);
  return entry;
};

/** Language models behind providers and local servers. The arena's thread only waits for their answers. */
export const createLlmKind = (options: LlmKindOptions = {}): PlayerKind => {
  const { environment = process.env } = options;
  const kind: Required<LlmKindOptions> = {
    environment,
    sheets: options.sheets ?? createFileSheets(environment[memoryVariable] ?? memoryFolder),
    observer: options.observer ?? openTrace({}, environment),
    openModel: options.openModel ?? createAiSdkModel,
    after: options.after ?? platformTimer,
    now: options.now ?? (() => performance.now()),
  };
  return {
    problem: (address, game) => {
      const entry = readLlmEntry(address, environment);
      return 'problem' in entry ? entry.problem : gameProblem(entry, game);
    },
    // Ratings of two versions of the questions do not mix.
    version: () => promptVersion,
    open: (address, seat) => createLlmPlayer(partsOf(address, mustRead(address, environment), kind), seat),
  };
};
