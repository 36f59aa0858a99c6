import type { VNode } from 'preact';
import type { SiteKind } from '../../../games/crafting-world/world.ts';

/** The signs of what may stand on a tile, each in a square of 48. */
const signs: Readonly<Record<SiteKind, string>> = {
  // A chest with its lock.
  bank: 'M8 21v18h32V21M6 13.5h36V22H6zM24 22v7M21 26.5h6',
  // A horned head.
  monster:
    'M14 17c-5-1-7-5-6.5-10 3 3.5 6 4.5 10 5 4-2 9-2 13 0 4-.5 7-1.5 10-5 .5 5-1.5 9-6.5 10 3 8-1 19-10 24-9-5-13-16-10-24zM19 23l3 2.5M29 23l-3 2.5M20 32c2.5-2 5.5-2 8 0',
  // A sprout.
  resource: 'M24 42V22M24 27C13 27 8 20 8 11c10 0 16 6 16 16zM24 22c0-9 5-14 15-14 0 9-5 14-15 14zM14 42h20',
  // A stall under an awning.
  shop: 'M10 23v17h28V23M6 14 10 7h28l4 7c0 6-8 7-9 1-1 6-8 6-9 0-1 6-8 6-9 0-1 6-9 5-9-1zM20 40V29h8v11',
  // An anvil.
  workshop: 'M6 13h30c0 8-5 12-10 12v6c4 1 7 4 7 9H13c0-5 3-8 7-9v-6c-7-1-12-4-14-12zM36 16h7',
};

/** What the kinds are called. */
export const siteNames: Readonly<Record<SiteKind, string>> = {
  bank: 'bank',
  monster: 'monster',
  resource: 'resource',
  shop: 'shop',
  workshop: 'workshop',
};

/** The sign of a site in a square of 48 whose upper left corner is the origin. */
export const SiteSign = ({ kind }: { kind: SiteKind }): VNode => (
  <path class={`site site-${kind}`} d={signs[kind]} />
);
