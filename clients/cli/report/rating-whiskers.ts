import { escapeHtml } from './escape-html.ts';

/** A rating with its 95 % interval. */
export interface Whisker {
  readonly name: string;
  readonly rating: number;
  readonly low: number;
  readonly high: number;
  readonly provisional: boolean;
}

/** Room beside the widest interval, as a share of the scale. */
const marginShare = 0.03;

/** Ratings as points with their 95 % intervals on one scale, a row each; a hollow point is provisional. */
export const formatWhiskers = (whiskers: readonly Whisker[], centre: number): string => {
  const low = Math.min(centre, ...whiskers.map((one) => one.low));
  const high = Math.max(centre, ...whiskers.map((one) => one.high));
  const margin = marginShare * (high - low) || 1;
  const span = high - low + 2 * margin;
  const place = (rating: number): string => `${((100 * (rating - low + margin)) / span).toFixed(2)}%`;
  const width = (from: number, to: number): string => `${((100 * (to - from)) / span).toFixed(2)}%`;
  const rows = whiskers.map(({ name, rating, low: from, high: to, provisional }) => {
    const error = ((to - from) / 2).toFixed(0);
    const shown = escapeHtml(name);
    return `<div class="whisker"><span class="name" title="${shown}">${shown}</span>
<span class="track${provisional ? ' provisional' : ''}"><span class="centre" style="left:${place(centre)}"></span><span class="range" style="left:${place(from)};width:${width(from, to)}"></span><span class="point" style="left:${place(rating)}"></span></span>
<span class="rating">${rating.toFixed(0)} <span class="soft">± ${error}</span></span></div>`;
  });
  return `<div class="whiskers">\n${rows.join('\n')}\n</div>`;
};
