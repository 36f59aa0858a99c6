import type { VNode } from 'preact';
import type { Seat } from '../../../games/game.ts';
import './positional.css';

/** The mark of a seat around the origin: a cross for the first, a ring for the second. */
export const Mark = ({ seat, radius }: { seat: Seat; radius: number }): VNode =>
  seat === 0 ? (
    <path
      class="mark mark-0"
      d={`M${-radius} ${-radius}L${radius} ${radius}M${radius} ${-radius}L${-radius} ${radius}`}
    />
  ) : (
    <circle class="mark mark-1" r={radius * 1.1} />
  );
