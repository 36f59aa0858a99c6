import { z } from 'zod';
import { parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { messageOf } from '../../replays/stores/store-error.ts';
import { logLevels } from '../log/log-levels.ts';
import { limits } from '../protocol/limits.ts';

const modes = ['open', 'loopback', 'key'] as const;

const originOf = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));

const storeSchema = z.string().superRefine((text, context) => {
  try {
    parsePostgresAddress(text);
  } catch (error) {
    context.addIssue(messageOf(error));
  }
});

const entryName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/);

/**
 * All that an operator may set: the one list that the configuration file, the environment and the README follow.
 * Each says what it is for, in the words of the README; without a default it may be absent.
 */
export const settingsSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  port: z.int().min(0).max(65_535).default(2567).describe('port to listen on; `0`: any free one'),
  data: z.string().min(1).default('data').describe('folder of logs, keys and accounts'),
  store: storeSchema
    .optional()
    .describe(
      'PostgreSQL database for logs and accounts, such as `postgres://agon@db/agon?schema=agon`; absent: SQLite in the data folder',
    ),
  signingKey: z
    .string()
    .min(1)
    .optional()
    .describe(
      'file of the Ed25519 key that logs are signed with, in PEM form; processes on one store need the same; absent: `signing-key.pem` in the data folder, made at the first start',
    ),
  processUrl: httpUrl
    .optional()
    .describe(
      'where agents and other processes reach this very process; given, it shares the store (PostgreSQL) with others; absent: it has the store to itself',
    ),
  leaseMs: z
    .int()
    .min(300)
    .max(60_000)
    .default(2_500)
    .describe(
      'after how long others take over the matches of a process that is gone, where they share a store',
    ),
  redis: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe(
      'Redis over which processes that share a store show each other rooms, agents and open seats, such as `redis://redis:6379`; nothing is lost with it',
    ),
  publicUrl: httpUrl.optional().describe('where others reach the server; absent: the address it listens on'),
  proxies: z
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe(
      'how many proxies of yours stand before it, each adding to `X-Forwarded-For` whom it heard from; limits by address count what the outermost wrote',
    ),
  origins: z
    .array(originOf)
    .prefault([])
    .describe('web origins that may call it besides its own; with commas between in a variable'),
  spectatorDelayMs: z
    .int()
    .min(0)
    .max(limits.spectatorDelayMsMax)
    .default(0)
    .describe(
      'how far behind a match those who watch are kept until its release, where the match does not say',
    ),
  drainMs: z
    .int()
    .min(0)
    .max(3_600_000)
    .default(5_000)
    .describe(
      'how long running matches play on after SIGTERM or SIGINT; those of house bots alone are not waited for',
    ),
  exhibitionRated: z
    .boolean()
    .default(true)
    .describe('whether matches of the exhibition (`agon serve --exhibition`) are rated'),
  exhibitionKeepDays: z
    .int()
    .min(0)
    .max(36_500)
    .default(30)
    .describe(
      'days after which the log of a match of the exhibition is let go; what its result counts for stays',
    ),
  exhibitionKeepMatches: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(100_000)
    .describe('matches of the exhibition whose logs are kept at most, the newest; a log has 7 kB on average'),
  logLevel: z
    .enum(logLevels)
    .default('warn')
    .describe(
      'what is logged: `error`, `warn`, `info` (matches and the life of the server) or `debug` (seats)',
    ),
  logFormat: z
    .enum(['auto', 'json', 'text'])
    .default('auto')
    .describe('lines of `json` or of `text`; `auto`: text on a terminal'),
  creation: z
    .enum(modes)
    .default('loopback')
    .describe(
      'who may create matches: `open` (without a key), `key`, or `loopback` (without a key as long as `host` is on loopback, `publicUrl` and `processUrl` too where they are given, and `proxies` is 0)',
    ),
  registration: z.enum(modes).default('loopback').describe('who may register: the same words'),
  entries: z
    .record(entryName, z.string().min(1).max(400))
    .default({})
    .describe('what `entry:NAME` stands for: names and player addresses; a JSON object in a variable'),
});

/** Every setting, defaults filled in. */
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;
export type Mode = (typeof modes)[number];

export const settingNames = Object.keys(settingsSchema.shape) as readonly SettingName[];

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingsSchema.shape, name);

/** Variables of the environment begin with this. */
export const variablePrefix = 'AGON_SERVER_';

/** `publicUrl` is `AGON_SERVER_PUBLIC_URL` in the environment. */
export const variableOf = (name: SettingName): string =>
  variablePrefix + name.replace(/[A-Z]/g, '_$&').toUpperCase();

/** What a document says of a setting. */
export interface SettingFacts {
  readonly type: string;
  readonly about: string;
  readonly default: unknown;
}

const describeSettings = (): ByName => {
  const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input' });
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      if (typeof schema === 'boolean') throw new TypeError(`${name} has no schema`);
      return [name, { type: schema.type!, about: schema.description!, default: schema.default }];
    }),
  ) as ByName;
};
type ByName = { readonly [Name in SettingName]: SettingFacts };

/** The settings as their schema describes itself. */
export const settingFacts: ByName = describeSettings();

const withoutPassword = (text: string): string => {
  const url = new URL(text);
  url.password = '';
  return url.href;
};

/** A value as it may be shown to anybody: without the password of a database. */
export const showSetting = (name: SettingName, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  if (name === 'store') return parsePostgresAddress(value).shown;
  return name === 'redis' ? withoutPassword(value) : value;
};
