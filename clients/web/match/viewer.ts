import type { Viewer } from '../../../games/game.ts';

/** The viewer that an address names; what is none is the public. */
export const parseViewer = (as: string | undefined): Viewer => {
  if (as === 'referee') return 'referee';
  return as !== undefined && /^\d{1,2}$/.test(as) ? Number(as) : 'public';
};

/** A viewer as the address writes it; the public is not written. */
export const formatViewer = (viewer: Viewer): string | undefined =>
  viewer === 'public' ? undefined : String(viewer);
