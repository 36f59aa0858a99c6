import { writeFileSync } from 'node:fs';
import { chessDefaults } from '../games/chess/config.ts';
import { advance, type ChessState, initialState, lookupOf } from '../games/chess/state.ts';
import { labelledRng, type Rng } from '../games/rng.ts';
import { platformTimer } from '../clients/agents/timer.ts';
import { type EngineProcess, startProcess } from '../clients/agents/uci/engine-process.ts';
import { findEngine } from '../clients/agents/uci/known-engines.ts';

/**
 * Makes the book of chess openings, `games/chess/openings.ts`, with Stockfish 15.1: random walks over moves that are
 * nearly as good as the best one, kept where a longer search finds the position balanced. One thread and counted
 * nodes make it come out the same again. Without --write the written book is searched and its balance told.
 */
const file = new URL('../games/chess/openings.ts', import.meta.url);

const lines = 300;
const plies = 8;
const seed = '61676f6e206f70656e696e6773000000';
/** Of so many moves that lose at most this against the best, one is taken. */
const choices = 6;
const choiceLossMax = 35;
const choiceNodes = 20_000;
/** What a longer search may say of a position of the book, in centipawns either way. */
const biasMax = 40;
const biasNodes = 300_000;
const searchMsMax = 120_000;

interface Candidate {
  readonly move: string;
  /** Centipawns for the side to move. */
  readonly score: number;
}

/** The last, deepest candidates of a search, best first. A mate is out of every balance. */
const search = async (
  engine: EngineProcess,
  moves: readonly string[],
  nodes: number,
  width: number,
): Promise<readonly Candidate[]> => {
  const found = new Map<number, Candidate>();
  engine.send('ucinewgame');
  engine.send(`setoption name MultiPV value ${width}`);
  engine.send(`position startpos moves ${moves.join(' ')}`);
  engine.send(`go nodes ${nodes}`);
  const read = (line: string): true | undefined => {
    const info = / multipv (\d+) score (cp|mate) (-?\d+) .* pv (\S+)/.exec(line);
    if (info !== null) {
      const score = info[2] === 'cp' ? Number(info[3]) : Infinity;
      found.set(Number(info[1]), { move: info[4]!, score });
    }
    return line.startsWith('bestmove') ? true : undefined;
  };
  await engine.expect('bestmove', read, searchMsMax);
  return [...found].sort(([a], [b]) => a - b).map(([, candidate]) => candidate);
};

/** What a long search says of the position for White, in centipawns. */
const biasOf = async (engine: EngineProcess, moves: readonly string[]): Promise<number> => {
  const [best] = await search(engine, moves, biasNodes, 1);
  return moves.length % 2 === 0 ? best!.score : -best!.score;
};

const walk = async (engine: EngineProcess, rng: Rng): Promise<readonly string[]> => {
  const moves: string[] = [];
  while (moves.length < plies) {
    const candidates = await search(engine, moves, choiceNodes, choices);
    const good = candidates.filter(({ score }) => candidates[0]!.score - score <= choiceLossMax);
    moves.push(rng.pick(good).move);
  }
  return moves;
};

const play = (moves: readonly string[]): ChessState =>
  moves.reduce((state, move) => {
    if (!lookupOf(state).actions.includes(move)) throw new Error(`${move} is not legal in ${state.fen}`);
    return advance(state, move);
  }, initialState(chessDefaults));

/** Placement, turn, castling rights and en-passant square: what tells positions apart. */
const keyOf = ({ fen }: ChessState): string => fen.split(' ').slice(0, 4).join(' ');

const makeBook = async (engine: EngineProcess): Promise<readonly string[]> => {
  const book = new Map<string, string>();
  for (let label = 0; book.size < lines; label++) {
    const moves = await walk(engine, labelledRng(seed, 'line', label));
    const key = keyOf(play(moves));
    if (book.has(key) || Math.abs(await biasOf(engine, moves)) > biasMax) continue;
    book.set(key, moves.join(' '));
    if (book.size % 20 === 0) console.error(`${book.size} of ${lines}`);
  }
  return [...book.values()].sort();
};

/** Two to a row, since a source file has at most 300 lines. */
const formatBook = (book: readonly string[]): string => {
  const rows = Array.from({ length: Math.ceil(book.length / 2) }, (_, at) => book.slice(2 * at, 2 * at + 2));
  return `/** Balanced openings in UCI, two to a row; made and checked by scripts/openings.ts, which says how. */
export const openings: readonly string[] = \`
${rows.map((row) => row.join(', ')).join('\n')}
\`
  .trim()
  .split(/, |\\n/);
`;
};

/** Read anew, since this run may have written it. */
const writtenBook = async (): Promise<readonly string[]> => {
  const module: unknown = await import(file.href);
  return (module as { readonly openings: readonly string[] }).openings;
};

const checkBook = async (engine: EngineProcess, book: readonly string[]): Promise<void> => {
  const biases: number[] = [];
  for (const line of book) biases.push(await biasOf(engine, line.split(' ')));
  const mean = biases.reduce((sum, bias) => sum + bias, 0) / biases.length;
  const widest = Math.max(...biases.map(Math.abs));
  console.log(
    `${book.length} openings; for White ${mean.toFixed(1)} centipawns on average, ${widest} at most`,
  );
  if (!(widest <= biasMax)) process.exitCode = 1;
};

const main = async (isWriting: boolean): Promise<void> => {
  const command = findEngine('stockfish');
  if (command instanceof Error) throw command;
  const engine = startProcess(command, platformTimer);
  engine.send('uci');
  engine.send('setoption name Threads value 1');
  engine.send('setoption name Hash value 16');
  if (isWriting) writeFileSync(file, formatBook(await makeBook(engine)));
  await checkBook(engine, await writtenBook());
  await engine.kill();
};

if (import.meta.main) await main(process.argv.includes('--write'));
