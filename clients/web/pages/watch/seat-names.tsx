import type { VNode } from 'preact';
import type { Rated } from '../../api/answers.ts';
import { RatingTag } from '../../parts/rating-tag.tsx';

/** Who plays whom, each with a mark of its seat and its rating. */
export const SeatNames = ({
  names,
  ratings,
}: {
  readonly names: readonly string[];
  readonly ratings: readonly (Rated | undefined)[];
}): VNode => (
  <span class="seat-names">
    {names.map((name, seat) => (
      <span key={seat} class="seat-name" data-seat={seat % 4}>
        <span class="seat-mark" aria-hidden="true" />
        <span class="seat-label">{name}</span>
        <RatingTag rated={ratings[seat]} />
      </span>
    ))}
  </span>
);
