import { cellCount, fullMask, hasCompleted, maskOf, namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { createPositionTable } from './position-table.ts';
import { createSearch } from './search.ts';
import type { Position } from './state.ts';

/** The value of a position for the player to move, under best play by both: 1 a win, 0 a draw, -1 a loss. */
type GameValue = -1 | 0 | 1;

/** A free cell, and what taking it is worth to the player who takes it. */
interface MoveValue {
  readonly cell: string;
  readonly value: GameValue;
}

/** Exact values of any position of one board. Throws a RangeError on masks that are no position of it. */
export interface PositionalSolver {
  /** What the transposition table takes, whatever is solved. */
  readonly tableBytes: number;
  value(position: Position): GameValue;
  /** Throws a RangeError when the cell is not free or the game is over. */
  moveValue(position: Position, cell: string): GameValue;
  /** Every free cell in the board's order; none when the game is over. */
  moveValues(position: Position): readonly MoveValue[];
  /** The cells that keep the position's value, in the board's order; none when the game is over. */
  bestMoves(position: Position): readonly string[];
}

export interface SolverOptions {
  /** Bounds the memory: an entry takes 9 bytes. */
  readonly tableEntriesMax?: number;
}

/** Enough for the 5x5 board: more entries made no position faster. */
const tableEntriesDefault = 2 ** 20;

/** A position as the player to move sees it. */
interface Sides {
  readonly own: number;
  readonly other: number;
}

export const createSolver = (board: PositionalBoard, options: SolverOptions = {}): PositionalSolver => {
  const full = fullMask(board);
  const table = createPositionTable(options.tableEntriesMax ?? tableEntriesDefault);
  const search = createSearch(board, table);

  const sidesOf = ({ first, second }: Position): Sides => {
    const ahead = cellCount(first) - cellCount(second);
    const sides = ahead === 0 ? { own: first, other: second } : { own: second, other: first };
    const isOnBoard = (first & second) === 0 && ((first | second) & ~full) === 0;
    if (!isOnBoard || (ahead !== 0 && ahead !== 1) || hasCompleted(board.winningSets, sides.own)) {
      throw new RangeError(`no position of ${board.id}: first ${first}, second ${second}`);
    }
    return sides;
  };
  const isOver = ({ own, other }: Sides): boolean =>
    (own | other) === full || hasCompleted(board.winningSets, other);
  const valueOf = ({ own, other }: Sides): GameValue =>
    // Adding 0 turns -0, which a negated draw is, into 0.
    hasCompleted(board.winningSets, other) ? -1 : ((search(own, other) + 0) as GameValue);
  const valueAfter = ({ own, other }: Sides, cell: number): GameValue =>
    (0 - valueOf({ own: other, other: own | cell })) as GameValue;
  const moveValues = (position: Position): readonly MoveValue[] => {
    const sides = sidesOf(position);
    if (isOver(sides)) return [];
    return namesIn(board, full & ~(sides.own | sides.other)).map((cell) => ({
      cell,
      value: valueAfter(sides, maskOf(board.cells, [cell])),
    }));
  };

  return {
    tableBytes: table.bytes,
    value: (position) => valueOf(sidesOf(position)),
    moveValue: (position, cell) => {
      const sides = sidesOf(position);
      const mask = maskOf(board.cells, [cell]);
      if (isOver(sides)) throw new RangeError('the game is over');
      if ((mask & (sides.own | sides.other)) !== 0) throw new RangeError(`${cell} is not free`);
      return valueAfter(sides, mask);
    },
    moveValues,
    bestMoves: (position) => {
      const values = moveValues(position);
      const best = Math.max(...values.map(({ value }) => value));
      return values.filter(({ value }) => value === best).map(({ cell }) => cell);
    },
  };
};
