import { isSettingName, settingFacts, settingNames, variableOf, variablePrefix } from './settings.ts';
import type { SettingName, Settings } from './settings.ts';
import { readYaml } from './yaml-file.ts';

/** Where a value comes from. */
export type Source =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }
  | { readonly kind: 'variable'; readonly variable: string }
  | { readonly kind: 'flag'; readonly flag: string };

/** A value that somebody gave, still unchecked. `sourceAt` names the place of a part of it. */
export interface Given {
  readonly name: SettingName;
  readonly value: unknown;
  readonly sourceAt: (path: readonly PropertyKey[]) => Source;
}

/** Something that cannot be used, and where it stands. */
export interface ConfigProblem {
  readonly code:
    | 'bad-file'
    | 'bad-flag'
    | 'bad-setting'
    | 'bad-variable'
    | 'unknown-setting'
    | 'unknown-variable';
  /** A variable, a flag, or a line of the file. */
  readonly at: string;
  readonly message: string;
}

/** What one place gives. */
export interface GivenThere {
  readonly given: readonly Given[];
  readonly problems: readonly ConfigProblem[];
}

export type Environment = { readonly [name: string]: string | undefined };

/** A configuration file as it was read from the disk. */
export interface ConfigFile {
  readonly name: string;
  readonly text: string;
}

/** Names the configuration file; it is no setting, since a file cannot name itself. */
export const fileVariable = `${variablePrefix}CONFIG`;

/** A source in a few words. */
export const formatSource = (source: Source): string => {
  switch (source.kind) {
    case 'default':
      return 'default';
    case 'file':
      return `${source.file}, line ${source.line}`;
    case 'variable':
      return source.variable;
    case 'flag':
      return source.flag;
  }
};

/** The value of a variable by the type of its setting; what is no such value is left to the schema to refuse. */
const valueOfText = (text: string, type: string): unknown => {
  if (type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' || (text === 'false' ? false : text);
  if (type === 'array') return text.split(',').map((part) => part.trim());
  if (type !== 'object') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** The variables of the environment that begin with `AGON_SERVER_`. */
export const givenInEnvironment = (environment: Environment): GivenThere => {
  const byVariable = new Map(settingNames.map((name) => [variableOf(name), name]));
  const given: Given[] = [];
  const problems: ConfigProblem[] = [];
  for (const [variable, text] of Object.entries(environment)) {
    if (text === undefined || !variable.startsWith(variablePrefix) || variable === fileVariable) continue;
    const name = byVariable.get(variable);
    if (name === undefined)
      problems.push({
        code: 'unknown-variable',
        at: variable,
        message: `There is no such variable; there are ${[fileVariable, ...byVariable.keys()].join(', ')}.`,
      });
    else
      given.push({
        name,
        value: valueOfText(text, settingFacts[name].type),
        sourceAt: () => ({ kind: 'variable', variable }),
      });
  }
  return { given, problems };
};

/** The members of a configuration file, YAML or JSON; an empty file gives nothing. */
export const givenInFile = ({ name: file, text }: ConfigFile): GivenThere => {
  const yaml = readYaml(text);
  const problem = (code: ConfigProblem['code'], line: number, message: string): ConfigProblem => ({
    code,
    at: formatSource({ kind: 'file', file, line }),
    message,
  });
  if ('faults' in yaml)
    return {
      given: [],
      problems: yaml.faults.map(({ line, message }) => problem('bad-file', line, message)),
    };
  const { value, lineOf } = yaml;
  if (value === null) return { given: [], problems: [] };
  if (typeof value !== 'object' || Array.isArray(value))
    return { given: [], problems: [problem('bad-file', 1, 'Settings and their values are needed.')] };
  const given: Given[] = [];
  const problems: ConfigProblem[] = [];
  for (const [name, one] of Object.entries(value)) {
    if (isSettingName(name))
      given.push({
        name,
        value: one,
        sourceAt: (path) => ({ kind: 'file', file, line: lineOf([name, ...path]) }),
      });
    else
      problems.push(
        problem(
          'unknown-setting',
          lineOf([name]),
          `There is no setting ${name}; there are ${settingNames.join(', ')}.`,
        ),
      );
  }
  return { given, problems };
};

/** Flags of a command line, by the settings that they are named for. */
export type Flags = { readonly [Name in SettingName]?: Settings[Name] | undefined };

export const givenAsFlags = (flags: Flags): GivenThere => ({
  given: settingNames.flatMap((name): Given[] =>
    flags[name] === undefined
      ? []
      : [{ name, value: flags[name], sourceAt: () => ({ kind: 'flag', flag: `--${name}` }) }],
  ),
  problems: [],
});
