import type { Deadline } from '../../sdk/messages.ts';

/** What is kept back of a turn's time: an answer that comes with the deadline may come too late. */
const marginShare = 0.05;
const marginMsMax = 2000;

/** Where only a bank counts, a turn may take this share of it: there are moves to come. */
const bankShare = 1 / 12;

/** How long a player may think about a turn, in milliseconds. */
export const thinkMsOf = ({ moveMs, bankMs }: Deadline): number => {
  const ms = moveMs ?? bankMs * bankShare;
  return Math.max(1, ms - Math.min(marginMsMax, ms * marginShare));
};
