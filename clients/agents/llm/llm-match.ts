import type { AnyGame } from '../../../games/game.ts';
import { gameById } from '../../../games/registry.ts';
import { type Rng, labelledRng } from '../../../games/rng.ts';
import type { HostedSeatContext } from '../../../server/hosting/port.ts';
import type { Welcome } from '../../sdk/messages.ts';
import type { PlayerTurn } from '../../sdk/player.ts';
import { type Budget, nothingSpent, type Spent } from '../ledger/budget.ts';
import type { PricedModel } from '../ledger/turn-ledger.ts';
import type { Sheet, SheetStore } from '../memory/sheet-store.ts';
import type { Effort } from '../models/chat-model.ts';
import { systemPrompt } from '../prompt/system-prompt.ts';
import type { Decide } from '../strategies/strategy.ts';
import type { After } from '../timer.ts';
import type { TurnObserver } from './turn-observer.ts';

/** What a language model plays with: all of it replaceable. */
export interface LlmPlayerParts {
  readonly agent: string;
  readonly strategy: string;
  readonly decide: Decide;
  readonly main: PricedModel;
  readonly strong: PricedModel | undefined;
  readonly isStructured: boolean;
  readonly temperature: number | undefined;
  readonly effort: Effort | undefined;
  readonly maxOutput: number | undefined;
  readonly move: Budget;
  readonly match: Budget;
  readonly fallback: 'none' | 'random';
  readonly prices: string;
  /** Where the memory of a cheatsheet is; undefined for players without one. */
  readonly sheets: SheetStore | undefined;
  readonly learns: boolean;
  readonly observer: TurnObserver;
  readonly after: After;
  readonly now: () => number;
}

/** What a language model's player keeps over a match. */
export interface LlmMatch {
  readonly parts: LlmPlayerParts;
  readonly seat: HostedSeatContext;
  readonly game: AnyGame;
  readonly spent: Spent;
  readonly events: string[];
  welcome: Welcome | undefined;
  system: string | undefined;
  sheet: Sheet | undefined;
  /** The move that is being decided, over its attempts. */
  turn: number;
  moveSpent: Spent;
  attempts: number;
  said: string | undefined;
  note: string | undefined;
  curation: Promise<void>;
}

/** A match before its first turn. */
export const createLlmMatch = (parts: LlmPlayerParts, seat: HostedSeatContext): LlmMatch => {
  const game = gameById(seat.game);
  if (game === undefined) throw new Error(`there is no game ${seat.game}`);
  return {
    parts,
    seat,
    game,
    spent: nothingSpent(),
    events: [],
    welcome: undefined,
    system: undefined,
    sheet: undefined,
    turn: 0,
    moveSpent: nothingSpent(),
    attempts: 0,
    said: undefined,
    note: undefined,
    curation: Promise.resolve(),
  };
};

/** What `work` answers; undefined where that takes longer than `ms`. */
const inTime = <T>(work: Promise<T>, ms: number, after: After): Promise<T | undefined> => {
  const late = Promise.withResolvers<undefined>();
  const cancel = after(ms, () => late.resolve(undefined));
  return Promise.race([work, late.promise]).finally(cancel);
};

/**
 * The constant part of all questions of a match, and the memory in it. A sheet that is being rewritten is waited for
 * so long, and where it does not come it is asked for again on the next turn.
 */
export const openMatch = async (match: LlmMatch, welcome: Welcome, waitMs: number): Promise<string> => {
  const { parts, game } = match;
  const { sheets } = parts;
  const isComplete = sheets === undefined || match.sheet !== undefined;
  if (match.system !== undefined && isComplete) return match.system;
  match.welcome = welcome;
  match.sheet = sheets && (await inTime(sheets.read(parts.agent, game.id), waitMs, parts.after));
  match.system = systemPrompt({
    title: game.title,
    rules: welcome.rules,
    role: welcome.role,
    sheet: match.sheet?.text,
  });
  return match.system;
};

/** A new turn begins: its books are empty, and what was said on the last one no longer matters. */
export const beginAttempt = (match: LlmMatch, turn: PlayerTurn): void => {
  if (match.turn === turn.turn) {
    match.attempts += 1;
    return;
  }
  match.turn = turn.turn;
  match.attempts = 1;
  match.moveSpent = nothingSpent();
  match.said = undefined;
  match.events.push(...turn.news.filter((line) => line !== ''));
};

/** The chance of one attempt: the same when the match is played again. */
export const attemptRng = ({ seat, turn, attempts }: LlmMatch): Rng =>
  labelledRng(seat.chance, 'attempt', turn, attempts);
