import type { VNode } from 'preact';
import type { MatchStore } from '../../match/match-store.ts';

/** Says quietly that what is shown may be old; it goes by itself when the arena is back. */
export const ConnectionBanner = ({ store }: { readonly store: MatchStore }): VNode | null =>
  store.link.value === 'lost' || store.problem.value?.code === 'unreachable' ? (
    <p class="banner" role="status">
      The connection is lost. It comes back by itself, and no step is missed.
    </p>
  ) : null;
