import type { PositionalSolver } from './solver.ts';
import type { Position } from './state.ts';

/** What a move did to the value of the position: kept it, or gave up a win or a draw that was there. */
export type MoveGrade = 'optimal' | 'gave-up-win' | 'gave-up-draw';

/** Grades taking `cell` in `position`. Throws a RangeError when the cell is not free or the game is over. */
export const gradeMove = (solver: PositionalSolver, position: Position, cell: string): MoveGrade => {
  const kept = solver.moveValue(position, cell);
  const value = solver.value(position);
  if (kept === value) return 'optimal';
  return value === 1 ? 'gave-up-win' : 'gave-up-draw';
};
