// Spectators of one match in a process of their own: each notes when it saw each step.
import { Client } from '@colyseus/sdk';
import { answerParent } from './child.ts';

/** Joined in such groups, so that joining is no storm. */
const joinedAtOnce = 25;

const seenAt = new Map<number, number[]>();

const watch = async (url: string, match: string): Promise<void> => {
  const room = await new Client(url).joinById(match);
  room.onMessage('*', () => {});
  room.onStateChange((state: { readonly step: number }) => {
    seenAt.set(state.step, [...(seenAt.get(state.step) ?? []), Date.now()]);
  });
};

answerParent({
  join: async ({ url, match, count }: { url: string; match: string; count: number }) => {
    for (let joined = 0; joined < count; joined += joinedAtOnce)
      await Promise.all(
        Array.from({ length: Math.min(joinedAtOnce, count - joined) }, () => watch(url, match)),
      );
  },
  /** When each spectator saw this step, in milliseconds of the wall clock. */
  seen: (step: number) => seenAt.get(step) ?? [],
});
