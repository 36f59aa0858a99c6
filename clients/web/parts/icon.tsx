import type { VNode } from 'preact';

/** Outlines in a square of 24. */
const paths = {
  first: 'M6 5h2.5v14H6zM20 5v14L9.5 12z',
  back: 'M17 5v14L7 12z',
  play: 'M7 4v16l13-8z',
  pause: 'M6 5h4v14H6zM14 5h4v14h-4z',
  on: 'M7 5v14l10-7z',
  last: 'M15.5 5H18v14h-2.5zM4 5v14l10.5-7z',
  flip: 'M7 3 2.5 8H6v9h2V8h3.5zM17 21l4.5-5H18V7h-2v9h-3.5z',
} as const;

/** A small sign inside a control that has a name of its own. */
export const Icon = ({ of }: { readonly of: keyof typeof paths }): VNode => (
  <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[of]} fill="currentColor" />
  </svg>
);
