import { type Effort, efforts } from '../models/chat-model.ts';

/** One step less thinking, for a model that ran out of room; the least where none was asked for. */
export const lessEffort = (effort: Effort | undefined): Effort | undefined =>
  effort === undefined ? undefined : efforts[Math.max(0, efforts.indexOf(effort) - 1)];
