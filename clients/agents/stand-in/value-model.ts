import type { Json } from '../../../games/game.ts';
import { stepRng } from '../../../games/rng.ts';
import { type AskedPosition, readPosition } from './position-reader.ts';
import { trueWorth } from './true-worth.ts';

/**
 * What stands in for a language model where there is none: it looks positions up in a value function and spoils
 * what it finds. `quality` 1 is the function itself, 0 is noise. It understands nothing, and calls itself a stand-in.
 */
export interface ValueModel {
  /** The answer to a question; equal questions and seeds give equal answers. */
  answer(system: string, prompt: string, seed: number): string;
}

/** A number in [0, 1) that follows from the labels: FNV-1a with Murmur's finish, since it is drawn for every move. */
const chanceOf = (...labels: readonly (string | number)[]): number => {
  let hash = 0x811c9dc5;
  const text = labels.join('|');
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

/** Roughly normal, with a standard deviation of about a half: the sum of three uniform draws, centred. */
const noiseOf = (...labels: readonly (string | number)[]): number =>
  [0, 1, 2].reduce((sum, at) => sum + chanceOf(at, ...labels), 0) - 1.5;

const listed = (prompt: string): readonly string[] =>
  /^Legal moves: (.+)$/mu
    .exec(prompt)?.[1]
    ?.split(', ')
    .map((move) => move.trim()) ?? [];

interface Judged {
  readonly action: string;
  readonly worth: number;
}

const createJudge = (quality: number) => {
  /** Half of the error belongs to the position, so that asking again does not cure it; half to the sample. */
  const spoil = (worth: number, position: string, seed: number): number => {
    const noise = (noiseOf('position', position) + noiseOf('sample', position, seed)) / Math.SQRT2;
    return Math.min(1, Math.max(0, worth + (1 - quality) * noise));
  };
  const worth = ({ game, state, seat }: AskedPosition, seed: number): number =>
    spoil(trueWorth(game, state, seat), JSON.stringify(game.view(state, 'public')), seed);
  const moves = (asked: AskedPosition, seed: number): readonly Judged[] => {
    const { game, state, seat } = asked;
    return (game.legalActions(state, seat) as readonly string[])
      .map((action) => {
        const next: unknown = game.step(state, new Map([[seat, action]]), stepRng('0'.repeat(32), 1));
        return { action, worth: worth({ game, state: next, seat }, seed) };
      })
      .toSorted((one, other) => other.worth - one.worth);
  };
  return { worth, moves };
};

const toScale = (worth: number): number => Math.round(1 + 99 * worth);

const thought = 'This is a stand-in that looks up a value; no language model was asked.';

/** What a question asks for, by the contract at its end. */
const isAsked = (prompt: string, member: string): boolean => prompt.includes(`"${member}":`);

const askedCount = (prompt: string): number => Number(/up to (\d+) legal moves/u.exec(prompt)?.[1] ?? 1);

/** A stand-in of this quality, from 0 to 1. */
export const createValueModel = (quality: number): ValueModel => {
  const judge = createJudge(quality);
  const judgedMoves = (asked: AskedPosition | undefined, prompt: string, seed: number): readonly string[] => {
    if (asked !== undefined) return judge.moves(asked, seed).map(({ action }) => action);
    const legal = listed(prompt);
    // Of games that it cannot judge it knows the moves, and no more.
    return legal.toSorted((one, other) => chanceOf(one, prompt, seed) - chanceOf(other, prompt, seed));
  };
  return {
    answer: (system, prompt, seed) => {
      if (isAsked(prompt, 'sheet')) return JSON.stringify({ sheet: 'Look one move ahead.' });
      const asked = readPosition(system, prompt);
      const fields: Record<string, Json> = { thought };
      if (isAsked(prompt, 'value'))
        fields['value'] = toScale(asked === undefined ? 0.5 : judge.worth(asked, seed));
      if (isAsked(prompt, 'moves'))
        fields['moves'] = judgedMoves(asked, prompt, seed).slice(0, askedCount(prompt));
      if (isAsked(prompt, 'move')) fields['move'] = judgedMoves(asked, prompt, seed)[0] ?? '';
      return JSON.stringify(fields);
    },
  };
};
