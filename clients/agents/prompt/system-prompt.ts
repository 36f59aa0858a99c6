import { sha256Hex } from '../../../games/sha256.ts';
import { promptVersion } from './contract.ts';

/** What a match is played by: the same for every turn, so that providers cache it. */
export interface Framing {
  readonly title: string;
  readonly rules: string;
  readonly role: string;
  /** A memory of earlier games, where the entry keeps one. */
  readonly sheet: string | undefined;
}

const opening =
  'You play a game against another player. A referee checks every move; one that is not legal is refused and costs an attempt.';

/** The constant part of every question of a match. */
export const systemPrompt = ({ title, rules, role, sheet }: Framing): string =>
  [
    opening,
    `The game: ${title}. You are ${role}.`,
    `Rules:\n${rules}`,
    ...(sheet === undefined || sheet === '' ? [] : [`What you noted from your earlier games:\n${sheet}`]),
  ].join('\n\n');

const hashDigits = 16;

/** Names the prompt in a log: its version, and the hash of the constant part. */
export const promptHash = (system: string): string =>
  `${promptVersion}-${sha256Hex(system).slice(0, hashDigits)}`;
