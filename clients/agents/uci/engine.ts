import { uciPattern } from '../../../games/chess/move.ts';
import { PlayerFailure } from '../player-failure.ts';
import { type EngineOptions, engineSettings, goCommand } from './engine-options.ts';
import type { After } from '../timer.ts';
import { type EngineProcess, startProcess } from './engine-process.ts';
import type { EngineCommand } from './known-engines.ts';
import type { Line } from './line.ts';

/** Time for an engine to greet, load its networks and say that it is ready. */
const handshakeMs = 15_000;

/** Time for a search without a time of its own, and what one with a time may take over it. */
const searchMsMax = 120_000;
const overtimeMs = 5_000;

/** An engine that has shaken hands and plays one match. */
export interface Engine {
  /** The best move in UCI; rejects with a `PlayerFailure`, after which the engine is to be closed. */
  search(line: Line): Promise<string>;
  /** Asks for the move of the running search at once. */
  stop(): void;
  close(): Promise<void>;
}

const isSaying =
  (word: string) =>
  (line: string): true | undefined =>
    line.trim() === word ? true : undefined;

/** Greets the engine and returns the names of the options that it has, in lower case. */
const greet = async (child: EngineProcess): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  child.send('uci');
  await child.expect(
    'uciok',
    (line) => {
      const name = /^option name (.+?) type /.exec(line)?.[1];
      if (name !== undefined) names.add(name.toLowerCase());
      return isSaying('uciok')(line);
    },
    handshakeMs,
  );
  return names;
};

const configure = (child: EngineProcess, options: EngineOptions, names: ReadonlySet<string>): void => {
  for (const { name, value, isRequired } of engineSettings(options)) {
    if (names.has(name.toLowerCase())) child.send(`setoption name ${name} value ${value}`);
    else if (isRequired)
      throw new PlayerFailure(
        'engine-option',
        `The engine has no option ${name}; it has: ${[...names].join(', ')}.`,
      );
  }
};

const ready = async (child: EngineProcess): Promise<void> => {
  child.send('isready');
  await child.expect('readyok', isSaying('readyok'), handshakeMs);
};

/** The move of a `bestmove` line; undefined on any other line. Empty where it names none. */
const readBestMove = (line: string): string | undefined => {
  const [word, move] = line.trim().split(/\s+/);
  return word === 'bestmove' ? (move ?? '') : undefined;
};

const search = async (
  child: EngineProcess,
  options: EngineOptions,
  { fen, moves }: Line,
): Promise<string> => {
  child.send(`position fen ${fen}${moves.length === 0 ? '' : ` moves ${moves.join(' ')}`}`);
  child.send(goCommand(options));
  const ms = (options.movetime ?? searchMsMax) + overtimeMs;
  const move = await child.expect('bestmove', readBestMove, ms);
  if (!uciPattern.test(move))
    throw new PlayerFailure('engine-illegal', `The engine answered bestmove ${move}, which is no move.`);
  return move;
};

/**
 * Starts an engine for one match. Rejects with a `PlayerFailure`, and leaves no process behind; so it does at once
 * when `closing` fires, however long the engine would take to greet.
 */
export const startEngine = async (
  command: EngineCommand,
  options: EngineOptions,
  after: After,
  closing: AbortSignal,
): Promise<Engine> => {
  const child = startProcess(command, after);
  closing.addEventListener('abort', () => void child.kill(), { once: true });
  try {
    configure(child, options, await greet(child));
    child.send('ucinewgame');
    await ready(child);
  } catch (error) {
    await child.kill();
    throw error;
  }
  return {
    search: (line) => search(child, options, line),
    stop: () => child.send('stop'),
    close: () => child.kill(),
  };
};
