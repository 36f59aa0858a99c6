import type { PuzzleScore, ScoreRow } from '../../games/positional-puzzles/score.ts';
import { wilsonInterval } from '../../games/positional-puzzles/wilson.ts';
import type { RunResult } from './benchmark-result.ts';

/** Pass@1 of every player over one part of the puzzles. */
export interface PuzzleRow extends Pick<ScoreRow, 'board' | 'verdict'> {
  readonly puzzles: number;
  /** By player; null where a player has no run that counts. */
  readonly players: readonly (Pick<ScoreRow, 'asked' | 'right' | 'passAt1' | 'interval'> | null)[];
}

const rowsOf = ({ overall, byGame, byVerdict, byGameAndVerdict }: PuzzleScore): readonly ScoreRow[] => [
  ...byGame,
  ...byVerdict,
  ...byGameAndVerdict,
  overall,
];

const sumOf = (rows: readonly ScoreRow[], member: 'puzzles' | 'asked' | 'right'): number =>
  rows.reduce((sum, row) => sum + row[member], 0);

/** The rows of all players, the sets of several runs together; empty where the game has no puzzles. */
export const puzzleRows = (results: readonly RunResult[], players: number): readonly PuzzleRow[] => {
  const scores = results.flatMap(({ player, puzzles }) =>
    puzzles === undefined ? [] : [{ player, puzzles }],
  );
  const [first] = scores;
  if (first === undefined) return [];
  return rowsOf(first.puzzles).map(({ board, verdict }) => {
    const own = (player: number): readonly ScoreRow[] =>
      scores
        .filter((score) => score.player === player)
        .flatMap(({ puzzles }) => rowsOf(puzzles))
        .filter((row) => row.board === board && row.verdict === verdict);
    return {
      board,
      verdict,
      puzzles: sumOf(own(first.player), 'puzzles'),
      players: Array.from({ length: players }, (_, player) => {
        const rows = own(player);
        if (rows.length === 0) return null;
        const [puzzles, asked, right] = [sumOf(rows, 'puzzles'), sumOf(rows, 'asked'), sumOf(rows, 'right')];
        const passAt1 = right / asked;
        return { asked, right, passAt1, interval: wilsonInterval(passAt1, puzzles) };
      }),
    };
  });
};
