import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlayerFailure } from '../player-failure.ts';

/** How an engine is started. */
export interface EngineCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Engines that need arguments to speak UCI, or a name for their package. */
const knownEngines: Readonly<Record<string, { readonly args: readonly string[] }>> = {
  stockfish: { args: [] },
  gnuchess: { args: ['--uci'] },
};

/** Debian puts engines where no other programs are. */
const extraFolders = ['/usr/games'];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const findProgram = (name: string): string | undefined => {
  if (name.includes('/') || name.includes('\\')) return isExecutable(name) ? name : undefined;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
};

/** How to start the engine that an address names: a path, or a program on the PATH. */
export const findEngine = (name: string): EngineCommand | PlayerFailure => {
  const program = findProgram(name);
  const base = name.split(/[/\\]/).at(-1)!;
  if (program !== undefined) return { program, args: knownEngines[base]?.args ?? [] };
  const remedy =
    base in knownEngines ? ` On Debian: apt-get install ${base}.` : ' Give its path, or install it.';
  return new PlayerFailure('engine-missing', `There is no program ${name} that can be run.${remedy}`);
};

const probeMs = 5_000;

/** The name and version that an engine gives itself, as a slug. Blocks until it has answered: for start-up. */
export const probeEngine = ({ program, args }: EngineCommand): string => {
  const { stdout, error } = spawnSync(program, args, {
    input: 'uci\nquit\n',
    encoding: 'utf8',
    timeout: probeMs,
    killSignal: 'SIGKILL',
    maxBuffer: 1024 * 1024,
  });
  const name = /^id name (.+)$/m.exec(stdout ?? '')?.[1];
  if (name === undefined)
    throw new PlayerFailure('engine-silent', `${program} did not name itself as a UCI engine.`, {
      cause: error,
    });
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
};
