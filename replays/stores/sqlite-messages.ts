import type { AppendRefusal } from '../store.ts';
import { isDiskFull } from './disk-state.ts';
import type { PackedBatch } from './sqlite-batch.ts';
import type { Reader } from './sqlite-reader.ts';
import type { SqlRow, SqlStatement } from './sqlite-rows.ts';
import {
  createStoreError,
  isStoreError,
  messageOf,
  type StoreError,
  type StoreErrorCode,
} from './store-error.ts';

/** `full`: an answered write survives a power cut. `normal`: it survives a kill of the process only. */
export type Synchronous = 'full' | 'normal';

/** What a thread is started with. */
export interface ThreadOptions {
  readonly path: string;
  /** One thread writes; what is read for others is read by another, so that no commit waits for it. */
  readonly role: 'writer' | 'reader';
  readonly synchronous: Synchronous;
}

/** Everything that can be asked of the writing thread besides writes; the reading one answers `Reader`. */
export interface Calls extends Reader {
  /** Raises the epoch of every unfinished match by one. */
  readonly raiseEpochs: () => void;
  /** Runs statements in one transaction, all or none; answers the rows of each. */
  readonly transact: (statements: readonly SqlStatement[]) => readonly (readonly SqlRow[])[];
}
export type CallName = keyof Calls;

export type Request =
  | { readonly kind: 'write'; readonly batch: PackedBatch }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: CallName;
      readonly parameters: readonly unknown[];
    }
  | { readonly kind: 'close' };

export type Response =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly error: ErrorFacts }
  /** Answers the batch that is under way; only writes that were not stored are named, by place. */
  | { readonly kind: 'written'; readonly refusals: readonly (readonly [number, AppendRefusal])[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorFacts };

/** An error as it crosses threads, which would cost it its code. */
interface ErrorFacts {
  readonly code: StoreErrorCode;
  readonly message: string;
  readonly pid?: number;
}

export const factsOf = (error: unknown): ErrorFacts =>
  isStoreError(error)
    ? { code: error.code, message: error.message, ...(error.pid !== undefined && { pid: error.pid }) }
    : { code: isDiskFull(error) ? 'disk-full' : 'store-failed', message: messageOf(error) };

export const errorOf = ({ code, message, ...more }: ErrorFacts): StoreError =>
  createStoreError(code, message, more);
