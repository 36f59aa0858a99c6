import type { Rng } from '../rng.ts';
import type { PositionalBoard } from '../positional/board.ts';
import { positionalBoard } from '../positional/boards.ts';
import { createCanonicaliser } from '../positional/symmetry.ts';
import { verdictOf } from '../positional/verdict.ts';
import type { Verdict } from '../positional/verdict.ts';
import type { Puzzle } from './puzzle.ts';
import { quotaEntries } from './quota.ts';
import type { Quota, QuotaEntry } from './quota.ts';

/** Play-outs to look through for one entry of a quota; the largest that is allowed takes a tenth of them. */
const playOutsMax = 100_000;

interface Candidate {
  readonly key: number;
  readonly puzzle: Puzzle;
}

type KeyOf = (own: number, other: number) => number;

/** A number for a position that its images under the board's symmetries share, and no other position has. */
const createKeyOf = (board: PositionalBoard): KeyOf => {
  const canonicalise = createCanonicaliser(board);
  const pair = { own: 0, other: 0 };
  return (own, other) => {
    canonicalise(own, other, pair);
    return pair.own * 2 ** board.cells.length + pair.other;
  };
};

// One a board: to find its symmetries takes longer than to use them.
const keysOf = new Map<string, KeyOf>();

const keyOfBoard = (board: PositionalBoard): KeyOf => {
  const known = keysOf.get(board.id);
  if (known !== undefined) return known;
  const made = createKeyOf(board);
  keysOf.set(board.id, made);
  return made;
};

/**
 * The puzzles of one verdict that come up when the cells are taken in `order`. The play ends where somebody
 * can win, so that nobody has passed over a win in what a puzzle tells. A second threat cannot be blocked as
 * well, and where every free cell is right nothing is asked: such positions are no puzzles.
 */
const puzzlesAlong = (
  board: PositionalBoard,
  keyOf: KeyOf,
  verdict: Verdict,
  order: readonly number[],
): Candidate[] => {
  const found: Candidate[] = [];
  let own = 0;
  let other = 0;
  for (const [ply, cell] of order.entries()) {
    const solution = verdictOf(board, own, other);
    const answers = solution?.answers.length ?? 0;
    const isFit = answers < order.length - ply && (verdict !== 'blocked' || answers === 1);
    if (solution?.verdict === verdict && isFit) {
      const moves = order.slice(0, ply).map((taken) => board.cells[taken]!);
      found.push({
        key: keyOf(own, other),
        puzzle: { answers: solution.answers.join(''), board: board.id, moves: moves.join(''), verdict },
      });
    }
    if (solution?.verdict === 'win') break;
    [own, other] = [other, own | (1 << cell)];
  }
  return found;
};

const drawEntry = ({ board: id, verdict, count }: QuotaEntry, rng: Rng): Puzzle[] => {
  const board = positionalBoard(id);
  const keyOf = keyOfBoard(board);
  const cells = board.cells.map((_, cell) => cell);
  const drawn = new Map<number, Puzzle>();
  for (let playOut = 0; drawn.size < count; playOut++) {
    if (playOut === playOutsMax) throw new RangeError(`${id}: fewer than ${count} ${verdict} puzzles found`);
    const candidates = puzzlesAlong(board, keyOf, verdict, rng.shuffle(cells));
    if (candidates.length === 0) continue;
    const { key, puzzle } = rng.pick(candidates);
    if (!drawn.has(key)) drawn.set(key, puzzle);
  }
  return [...drawn.values()];
};

/**
 * A set of puzzles to this quota in random order, no two of them the same position but for a symmetry of the
 * board. Each entry of the quota is drawn from a stream of its own, so that another count leaves the others be.
 */
export const drawPuzzles = (quota: Quota, rng: Rng): Puzzle[] => {
  const puzzles = quotaEntries(quota).flatMap((entry) =>
    drawEntry(entry, rng.stream('puzzles', entry.board, entry.verdict)),
  );
  return rng.stream('order').shuffle(puzzles);
};
