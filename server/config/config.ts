import type { LogOptions } from '../log/log.ts';
import { isLoopback } from '../loopback.ts';
import type { Keep } from '../upkeep.ts';
import {
  type ConfigFile,
  type ConfigProblem,
  type Environment,
  type Flags,
  formatSource,
  type Given,
  givenAsFlags,
  givenInEnvironment,
  givenInFile,
  type Source,
} from './given.ts';
import { type Mode, type SettingName, settingNames, type Settings, settingsSchema } from './settings.ts';

/** All that an operator may set, as the server takes it; see `parseConfig`. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where the signing key lies, and logs and accounts too unless `storeUrl` names another place for them. */
  readonly dataDirectory: string;
  /** The PostgreSQL database that holds logs and accounts; absent: SQLite in the data directory does. */
  readonly storeUrl?: string;
  /** The file of the signing key; absent: it lies in the data directory. */
  readonly signingKey?: string;
  /** This process's part among those that share its store; absent: it has the store to itself. */
  readonly cluster?: {
    /** Where agents and other processes reach this very process. */
    readonly url: string;
    readonly leaseMs: number;
  };
  /** Where rooms are shared with other processes; absent: they are not. */
  readonly redis?: string;
  /** Where others reach this server; absent: the address it listens on. */
  readonly publicUrl?: string;
  /** How many proxies of the operator's stand before the server. */
  readonly proxies: number;
  /** Origins besides the server's own whose pages may call it. */
  readonly origins: readonly string[];
  /** Whether visitors can only be on this machine. */
  readonly isForThisMachine: boolean;
  /** How far behind a match its spectators are, unless the match says otherwise. */
  readonly spectatorDelayMs: number;
  /** How long matches play on once the server was told to stop. */
  readonly drainMs: number;
  readonly exhibitionRated: boolean;
  readonly exhibitionKeep: Keep;
  readonly log: Pick<LogOptions, 'level' | 'format'>;
  /** Whether matches may be created without a key. */
  readonly isCreationOpen: boolean;
  /** Whether anybody may register an owner. */
  readonly isRegistrationOpen: boolean;
  /** What `entry:NAME` stands for. */
  readonly entries: { readonly [name: string]: string };
}

/** The value that counts for a setting, and where it comes from. */
export interface EffectiveSetting {
  readonly name: SettingName;
  /** Absent: it was not given and has no default. */
  readonly value: unknown;
  readonly source: Source;
}

/** A configuration, or all that is wrong with it. */
export type ReadConfig =
  | { readonly config: Config; readonly effective: readonly EffectiveSetting[] }
  | { readonly problems: readonly ConfigProblem[] };

/** Whether visitors can only be on this machine: a proxy on it, or an address for others, lets anybody in. */
const isForThisMachine = ({ host, proxies, publicUrl, processUrl }: Settings): boolean =>
  isLoopback(host) &&
  proxies === 0 &&
  [publicUrl, processUrl].every((url) => url === undefined || isLoopback(new URL(url).hostname));

const isOpen = (mode: Mode, settings: Settings): boolean =>
  mode === 'open' || (mode === 'loopback' && isForThisMachine(settings));

const formatOf = (format: Settings['logFormat']): Config['log']['format'] => {
  if (format !== 'auto') return format;
  return process.stderr.isTTY ? 'text' : 'json';
};

const configOf = (given: Settings): Config => {
  const {
    data,
    store,
    signingKey,
    processUrl,
    leaseMs,
    redis,
    publicUrl,
    creation,
    registration,
    logLevel,
    logFormat,
    exhibitionKeepDays,
    exhibitionKeepMatches,
    ...settings
  } = given;
  return {
    ...settings,
    exhibitionKeep: { days: exhibitionKeepDays, matches: exhibitionKeepMatches },
    log: { level: logLevel, format: formatOf(logFormat) },
    dataDirectory: data,
    ...(signingKey !== undefined && { signingKey }),
    ...(processUrl !== undefined && { cluster: { url: processUrl, leaseMs } }),
    ...(store !== undefined && { storeUrl: store }),
    ...(redis !== undefined && { redis }),
    ...(publicUrl !== undefined && { publicUrl }),
    isForThisMachine: isForThisMachine(given),
    isCreationOpen: isOpen(creation, given),
    isRegistrationOpen: isOpen(registration, given),
  };
};

/** What a server goes by where nobody says anything. */
export const defaultConfig: Config = configOf(settingsSchema.parse({}));

const codes = { file: 'bad-setting', variable: 'bad-variable', flag: 'bad-flag' } as const;

/** Something that is wrong with a value, or with a part of it. */
const problemAt = (
  { name, sourceAt }: Given,
  path: readonly PropertyKey[],
  message: string,
): ConfigProblem => {
  const source = sourceAt(path);
  const part = [...(source.kind === 'file' ? [name] : []), ...path].join('.');
  return {
    code: source.kind === 'default' ? 'bad-setting' : codes[source.kind],
    at: formatSource(source),
    message: part === '' ? message : `${part}: ${message}`,
  };
};

/** What the schema says of one value; nothing, where it is good. */
const problemsOf = (given: Given): readonly ConfigProblem[] =>
  (settingsSchema.shape[given.name].safeParse(given.value).error?.issues ?? []).map(({ path, message }) =>
    problemAt(given, path, message),
  );

/** What is wrong with values that are good by themselves. */
const problemsBetween = (given: ReadonlyMap<SettingName, Given>): readonly ConfigProblem[] => {
  const processUrl = given.get('processUrl');
  if (processUrl === undefined || given.has('store')) return [];
  return [problemAt(processUrl, [], 'processes share a store in PostgreSQL only: give `store` too')];
};

/**
 * The configuration from the environment, over that of a file, and flags over both. A bad value is told even where
 * another place overrides it. `creation` and `registration` are `open` (no key needed), `loopback` (no key needed
 * where visitors can only be on this machine; the default) or `key`.
 */
export const parseConfig = (
  environment: Environment,
  { file, flags = {} }: { readonly file?: ConfigFile | undefined; readonly flags?: Flags } = {},
): ReadConfig => {
  const places = [
    ...(file === undefined ? [] : [givenInFile(file)]),
    givenInEnvironment(environment),
    givenAsFlags(flags),
  ];
  const given = places.flatMap((place) => place.given);
  const last = new Map(given.map((one) => [one.name, one]));
  const problems = [
    ...places.flatMap((place) => place.problems),
    ...given.flatMap(problemsOf),
    ...problemsBetween(last),
  ];
  if (problems.length > 0) return { problems };
  const settings = settingsSchema.parse(
    Object.fromEntries([...last].map(([name, { value }]) => [name, value])),
  );
  const effective = settingNames.map((name): EffectiveSetting => ({
    name,
    value: settings[name],
    source: last.get(name)?.sourceAt([]) ?? { kind: 'default' },
  }));
  return { config: configOf(settings), effective };
};

/** A problem as one line for an operator. */
export const formatConfigProblem = ({ code, at, message }: ConfigProblem): string =>
  `${code}: ${at}: ${message}`;
