import type { Match } from '../match/match.ts';
import type { Arena } from './arena.ts';

/** House bots are a part of the arena: they lose no thought, no money and no patience by a restart. */
const isWorthWaiting = (match: Match): boolean =>
  match.status() === 'running' && match.header.seats.some(({ kind }) => kind !== 'bot');

/** Resolves when no match runs that somebody besides house bots plays in, or after `ms`. */
export const awaitQuiet = (arena: Pick<Arena, 'matches' | 'onEnded'>, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const isQuiet = (): boolean => ![...arena.matches()].some(isWorthWaiting);
    if (isQuiet()) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    const timer = setTimeout(finish, ms);
    const stopListening = arena.onEnded(() => void (isQuiet() && finish()));
  });
