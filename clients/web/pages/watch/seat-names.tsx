import type { VNode } from 'preact';
import type { Rated } from '../../api/answers.ts';

/** A rating as it is shown beside a name: with a question mark while there is too little of something. */
export const RatingTag = ({ rated }: { readonly rated: Rated | undefined }): VNode | null =>
  rated === undefined ? null : (
    <span class="rating" title={rated.provisional ? 'A provisional rating' : 'Its rating'}>
      {Math.round(rated.rating)}
      {rated.provisional && '?'}
    </span>
  );

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
