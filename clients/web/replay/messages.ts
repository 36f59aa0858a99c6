import type { Viewer } from '../../../games/game.ts';
import type { Verdict } from '../../../replays/verdict.ts';
import type { PlayedFrame } from '../match/frame.ts';
import type { Story } from './read-replay.ts';

/** What the page asks its replay worker. */
export type ReplayRequest =
  | { readonly kind: 'open'; readonly game: string; readonly log: string; readonly keys: readonly string[] }
  | { readonly kind: 'frames'; readonly viewer: Viewer };

/** What the worker answers: frames at once, the verdict when everything is checked. */
export type ReplayReply =
  | { readonly kind: 'story'; readonly story: Story }
  | { readonly kind: 'frames'; readonly viewer: Viewer; readonly frames: readonly PlayedFrame[] }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly message: string };
