import { useEffect, useState } from 'preact/hooks';
import { watchRoom, type Link } from './watch-room.ts';

/** What is known of a room that is followed. */
export interface Followed<Shown> {
  readonly shown?: Shown;
  /** What was shown before it. */
  readonly before?: Shown;
  readonly link: Link;
  /** The arena closed the room, or has none of this name. */
  readonly isGone: boolean;
}

const nothing = { link: 'joining', isGone: false } as const;

/** Follows a room as long as the component is shown; `read` copies what is wanted out of the SDK's state. */
export const useRoom = <Shown>(
  id: string | undefined,
  // Each reader knows its own room's state.
  read: (state: never) => Shown,
): Followed<Shown> => {
  const [followed, setFollowed] = useState<Followed<Shown>>(nothing);
  useEffect(() => {
    setFollowed(nothing);
    if (id === undefined) return undefined;
    return watchRoom<never>(id, {
      onState: (state) => {
        const shown = read(state);
        setFollowed(({ shown: before, ...rest }) => ({
          ...rest,
          shown,
          ...(before !== undefined && { before }),
        }));
      },
      onLink: (link) => setFollowed((now) => ({ ...now, link })),
      onGone: () => setFollowed((now) => ({ ...now, isGone: true })),
    });
  }, [id, read]);
  return followed;
};
