const storeErrorCodes = [
  'data-locked',
  'data-newer',
  'data-foreign',
  'data-unusable',
  'backup-exists',
  'backup-unsupported',
  'cluster-key',
  'cluster-url',
  'cursor-invalid',
  'disk-full',
  'log-exists',
  'log-pruned',
  'log-torn',
  'signing-key-bad',
  'signing-key-exposed',
  'signing-key-missing',
  'signing-key-unreadable',
  'store-address',
  'store-failed',
  'target-not-empty',
] as const;
export type StoreErrorCode = (typeof storeErrorCodes)[number];

/** What a store says when it cannot do what was asked. `pid` is the holder's, for `data-locked`. */
export interface StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly pid?: number;
}

/** An error with a code for programs and a message for people. */
export const createStoreError = (
  code: StoreErrorCode,
  message: string,
  more: { readonly pid?: number; readonly cause?: unknown } = {},
): StoreError => {
  const error = new Error(message, more.cause === undefined ? undefined : { cause: more.cause });
  return Object.assign(error, { code }, more.pid === undefined ? undefined : { pid: more.pid });
};

/** Whether a caught value came from a store, so that its code may be read. */
export const isStoreError = (error: unknown): error is StoreError =>
  error instanceof Error && 'code' in error && (storeErrorCodes as readonly unknown[]).includes(error.code);

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a store says to a process whose address another one has. */
export const addressTaken = (url: string): string =>
  `Another process of this cluster is reached at ${url}. Give each its own address (AGON_SERVER_PROCESS_URL).`;

/** What a store says of a log that retention has let go. */
export const logPruned = (match: string, at: string): StoreError =>
  createStoreError(
    'log-pruned',
    `The log of ${match} was let go at ${at}; its row of the ledger stays, with the result and the hash of the log.`,
  );
