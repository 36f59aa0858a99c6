import { roleNames } from '../../../games/positional/state.ts';
import type { DrawnCell } from './positional-position.ts';

/** A cell in words, for who cannot see it. */
export const cellText = ({ name, owner, isLast, isWinning }: DrawnCell): string =>
  [
    name,
    owner === null ? 'free' : `taken by ${roleNames[owner]!}`,
    ...(isLast ? ['last move'] : []),
    ...(isWinning ? ['part of the winning set'] : []),
  ].join(', ');
