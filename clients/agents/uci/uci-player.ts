import { formatUci } from '../../../games/chess/move.ts';
import { openPosition } from '../../../games/chess/position.ts';
import type { ChessView } from '../../../games/chess/view.ts';
import { PlayerFailure } from '../player-failure.ts';
import type { ClosablePlayer } from '../player-kind.ts';
import { type Engine, startEngine } from './engine.ts';
import type { EngineOptions } from './engine-options.ts';
import { type After, platformTimer } from '../timer.ts';
import type { EngineCommand } from './known-engines.ts';
import { type Line, extendLine } from './line.ts';

/** How often an engine that failed is started again, in one match. */
const restartsMax = 1;

interface Table {
  readonly command: EngineCommand;
  readonly options: EngineOptions;
  readonly after: After;
  engine: Promise<Engine> | undefined;
  restarts: number;
  line: Line | undefined;
  ownMove: string | undefined;
  /** Fires when the match is over. */
  readonly closing: AbortController;
}

const drop = async (table: Table): Promise<void> => {
  const { engine } = table;
  table.engine = undefined;
  // An engine that never came about has left nothing to close.
  await engine?.then(
    (started) => started.close(),
    () => {},
  );
};

const isLegal = (fen: string, uci: string): boolean =>
  openPosition(fen)
    .moves()
    .some((move) => formatUci(move) === uci);

const searchOnce = async (table: Table, line: Line, signal: AbortSignal): Promise<string> => {
  table.engine ??= startEngine(table.command, table.options, table.after, table.closing.signal);
  const engine = await table.engine;
  const stop = (): void => engine.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) throw new PlayerFailure('engine-silent', 'the turn was over before the search began');
  try {
    const move = await engine.search(line);
    if (isLegal(line.current, move)) return move;
    throw new PlayerFailure(
      'engine-illegal',
      `The engine played ${move}, which is not legal in ${line.current}.`,
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

const search = async (table: Table, line: Line, signal: AbortSignal): Promise<string> => {
  for (;;) {
    try {
      return await searchOnce(table, line, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      await drop(table);
      const isHopeless = error instanceof PlayerFailure && error.code === 'engine-option';
      if (isHopeless || table.closing.signal.aborted || table.restarts === restartsMax) throw error;
      table.restarts += 1;
    }
  }
};

/**
 * A UCI engine as a player of one match. It is started at the first turn, and once more when it fails; then
 * the player fails with what the engine did.
 */
export const createUciPlayer = (
  command: EngineCommand,
  options: EngineOptions,
  after: After = platformTimer,
): ClosablePlayer => {
  const table: Table = {
    command,
    options,
    after,
    engine: undefined,
    restarts: 0,
    line: undefined,
    ownMove: undefined,
    closing: new AbortController(),
  };
  return {
    play: async (turn, { signal }) => {
      const line = extendLine(table.line, table.ownMove, turn.view as unknown as ChessView);
      const move = await search(table, line, signal);
      table.line = line;
      table.ownMove = move;
      return { action: move, source: 'engine' };
    },
    close: () => {
      table.closing.abort();
      return drop(table);
    },
  };
};
