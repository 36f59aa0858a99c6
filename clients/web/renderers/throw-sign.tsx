import type { VNode } from 'preact';
import type { Throw } from '../../../games/rock-paper-scissors/throws.ts';

/** The sign of a throw in a square of 40: a boulder, a sheet with lines, open scissors. */
export const ThrowSign = ({ shown }: { shown: Throw }): VNode => {
  switch (shown) {
    case 'rock':
      return (
        <g class="throw-sign">
          <path class="throw-fill" d="M7 30.5 5.5 21 11 11.5 21 7.5 31 12 35 22 31.5 31.5 20 33.5z" />
          <path d="M11 11.5l6 7 4-11M17 18.5l-3 14M17 18.5l11 2 7 1.5M28 20.5l3-8.5" />
        </g>
      );
    case 'paper':
      return (
        <g class="throw-sign">
          <path class="throw-fill" d="M9.5 5.5h15l6.5 6.5v22.5H9.5z" />
          <path d="M24.5 5.5v6.5H31M14 17.5h12.5M14 22.5h12.5M14 27.5h8" />
        </g>
      );
    case 'scissors':
      return (
        <g class="throw-sign">
          <circle class="throw-fill" cx="12" cy="29.5" r="4.5" />
          <circle class="throw-fill" cx="28" cy="29.5" r="4.5" />
          <path d="M14 25.5 27 5.5M26 25.5 13 5.5" />
        </g>
      );
  }
};
