import { z } from 'zod';
import { parsePostgresAddress } from '../replays/stores/postgres-address.ts';
import { messageOf } from '../replays/stores/store-error.ts';
import { limits } from './protocol/limits.ts';

/** All that an operator may set, from the environment; see `parseConfig`. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where the signing key lies, and logs and accounts too unless `storeUrl` names another place for them. */
  readonly dataDirectory: string;
  /** The PostgreSQL database that holds logs and accounts; absent: SQLite in the data directory does. */
  readonly storeUrl?: string;
  /** Where others reach this server; absent: the address it listens on. */
  readonly publicUrl?: string;
  /** Origins besides the server's own whose pages may call it. */
  readonly origins: readonly string[];
  /** How far behind a match its spectators are, unless the match says otherwise. */
  readonly spectatorDelayMs: number;
  /** Whether matches may be created without a key. */
  readonly isCreationOpen: boolean;
  /** Whether anybody may register an owner. */
  readonly isRegistrationOpen: boolean;
  /** What `entry:NAME` stands for. */
  readonly entries: { readonly [name: string]: string };
}

/** One variable that cannot be used. */
export interface ConfigProblem {
  readonly code: 'bad-variable' | 'unknown-variable';
  readonly variable: string;
  readonly message: string;
}

const prefix = 'AGON_SERVER_';
const modes = ['open', 'loopback', 'key'] as const;
type Mode = (typeof modes)[number];

const originOf = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const entriesSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('a JSON object of names and addresses, such as {"house":"bot:random"}');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/), z.string().min(1).max(400)));

const storeSchema = z.string().superRefine((text, context) => {
  try {
    parsePostgresAddress(text);
  } catch (error) {
    context.addIssue(messageOf(error));
  }
});

/** The variables, without their prefix. */
const variablesSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(2567),
  DATA: z.string().min(1).default('data'),
  STORE: storeSchema.optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(originOf))
    .default([]),
  SPECTATOR_DELAY_MS: z.coerce.number().int().min(0).max(limits.spectatorDelayMsMax).default(0),
  CREATION: z.enum(modes).default('loopback'),
  REGISTRATION: z.enum(modes).default('loopback'),
  ENTRIES: entriesSchema.default({}),
});

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const isOpen = (mode: Mode, host: string): boolean =>
  mode === 'open' || (mode === 'loopback' && isLoopback(host));

const unknownVariables = (environment: { readonly [name: string]: string | undefined }): ConfigProblem[] =>
  Object.keys(environment)
    .filter(
      (name) => name.startsWith(prefix) && !Object.hasOwn(variablesSchema.shape, name.slice(prefix.length)),
    )
    .map((variable) => ({
      code: 'unknown-variable',
      variable,
      message: `There is no such variable; there are ${Object.keys(variablesSchema.shape)
        .map((name) => prefix + name)
        .join(', ')}.`,
    }));

/**
 * The configuration from `AGON_SERVER_*` variables. `CREATION` and `REGISTRATION` are `open` (no key needed),
 * `loopback` (no key needed while the server listens on loopback only; the default) or `key`.
 */
export const parseConfig = (environment: {
  readonly [name: string]: string | undefined;
}): { readonly config: Config } | { readonly problems: readonly ConfigProblem[] } => {
  const given = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value] as const] : [],
  );
  const parsed = variablesSchema.safeParse(Object.fromEntries(given));
  const issues = parsed.success ? [] : parsed.error.issues;
  const problems = [
    ...unknownVariables(environment),
    ...issues.map(({ path, message }): ConfigProblem => ({
      code: 'bad-variable',
      variable: `${prefix}${String(path[0])}`,
      message,
    })),
  ];
  if (!parsed.success || problems.length > 0) return { problems };
  const {
    HOST,
    PORT,
    DATA,
    STORE,
    PUBLIC_URL,
    ORIGINS,
    SPECTATOR_DELAY_MS,
    CREATION,
    REGISTRATION,
    ENTRIES,
  } = parsed.data;
  return {
    config: {
      host: HOST,
      port: PORT,
      dataDirectory: DATA,
      ...(STORE !== undefined && { storeUrl: STORE }),
      ...(PUBLIC_URL !== undefined && { publicUrl: PUBLIC_URL }),
      origins: ORIGINS,
      spectatorDelayMs: SPECTATOR_DELAY_MS,
      isCreationOpen: isOpen(CREATION, HOST),
      isRegistrationOpen: isOpen(REGISTRATION, HOST),
      entries: ENTRIES,
    },
  };
};

/** A problem as one line for an operator. */
export const formatConfigProblem = ({ code, variable, message }: ConfigProblem): string =>
  `${code}: ${variable}: ${message}`;
