import { useEffect } from 'preact/hooks';
import { commandOf, type KeyCommand, type KeyPress } from '../../match/keys.ts';
import { neighbourOf } from '../../match/neighbours.ts';
import type { Playback } from '../../match/playback.ts';
import { navigate, route } from '../../router/router.ts';

/** What keys can do on the page. */
export interface KeyActions {
  readonly playback: Playback;
  readonly flip: () => void;
  readonly toggleHelp: () => void;
}

/** Goes to the match next to this one in the list that was looked at last; stays where there is none. */
export const goToNeighbour = async (offset: 1 | -1): Promise<void> => {
  // Asked of the address: two keys may come before the first of the two pages is drawn.
  const at = route.peek();
  if (at.page !== 'match') return;
  const to = await neighbourOf(at.match, offset);
  if (to !== undefined && to !== at.match) navigate({ page: 'match', match: to });
};

const perform = (command: KeyCommand, { playback, flip, toggleHelp }: KeyActions): void => {
  switch (command) {
    case 'step-back':
      return playback.moveBy(-1);
    case 'step-on':
      return playback.moveBy(1);
    case 'first':
      return playback.goTo(0);
    case 'last':
      return playback.goToEnd();
    case 'play':
      return playback.togglePlay();
    case 'flip':
      return flip();
    case 'next-match':
      return void goToNeighbour(1);
    case 'previous-match':
      return void goToNeighbour(-1);
    case 'help':
      return toggleHelp();
  }
};

/** The keys of the page of a match. */
export const useKeys = (actions: KeyActions): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // What has the focus is asked for its name and whether it is typed into, and nothing else.
      const command = commandOf(event as unknown as KeyPress);
      if (command === undefined) return;
      event.preventDefault();
      perform(command, actions);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
};
