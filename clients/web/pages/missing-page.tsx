import type { VNode } from 'preact';
import { Empty } from '../parts/answer.tsx';
import { useTitle } from '../parts/use-title.ts';

/** Shown for an address that leads nowhere. */
export const MissingPage = (): VNode => {
  useTitle('Nothing here');
  return (
    <>
      <h1>Nothing here</h1>
      <Empty title="No page has this address.">
        <p>
          It may have been cut off on its way. <a href="/">See what is being played</a>, or look for a match
          among the <a href="/replays">replays</a>.
        </p>
      </Empty>
    </>
  );
};
