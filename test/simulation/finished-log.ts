import type { AnyGame } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import { stepRng } from '../../games/rng.ts';
import {
  endSchema,
  headerSchema,
  lineSchema,
  type End,
  type Header,
  type Held,
  type Refusal,
  type Step,
} from '../../replays/format.ts';

/** A finished log, read for checking. */
export interface FinishedLog {
  readonly game: AnyGame;
  readonly header: Header;
  readonly lines: readonly string[];
  readonly steps: readonly Step[];
  readonly held: readonly Held[];
  readonly refusals: readonly Refusal[];
  readonly end: End;
  readonly states: readonly unknown[];
}

export const readFinishedLog = (lines: readonly string[]): FinishedLog => {
  const header = headerSchema.parse(JSON.parse(lines[0]!));
  const game = gameById(header.game.id)!;
  const parsed = lines.slice(1).map((line) => lineSchema.parse(JSON.parse(line)));
  const steps = parsed.filter((line) => line.type === 'step');
  const end = endSchema.parse(JSON.parse(lines.at(-1)!));
  const states: unknown[] = [game.setup(header.config, stepRng(end.seed, 0))];
  for (const step of steps) {
    const actions = new Map(Object.entries(step.actions).map(([seat, action]) => [Number(seat), action]));
    states.push(game.step(states.at(-1), actions, stepRng(end.seed, step.n)));
  }
  return {
    game,
    header,
    lines,
    steps,
    held: parsed.filter((line) => line.type === 'held'),
    refusals: parsed.filter((line) => line.type === 'refusal'),
    end,
    states,
  };
};
