import type { VNode } from 'preact';
import type { Rated } from '../api/answers.ts';

/** A rating as it is shown beside a name: with a question mark while there is too little of something. */
export const RatingTag = ({ rated }: { readonly rated: Rated | undefined }): VNode | null =>
  rated === undefined ? null : (
    <span class="rating" title={rated.provisional ? 'A provisional rating' : 'Its rating'}>
      {Math.round(rated.rating)}
      {rated.provisional && '?'}
    </span>
  );
