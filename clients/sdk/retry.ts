const waitMsMin = 250;
const waitMsMax = 10_000;
/** Slow growth: where a process died, another has its matches within seconds. */
const growth = 1.5;

/** How long to wait before connection `attempt` (from 0): growing, and spread so that not all clients of an arena come back at once. */
export const retryWaitMs = (attempt: number, spread: () => number = Math.random): number =>
  Math.round(Math.min(waitMsMax, waitMsMin * growth ** Math.min(attempt, 10)) * (0.5 + spread() / 2));

/** Calls back after `ms`; answers what calls it off. */
export const platformTimer = (ms: number, callback: () => void): (() => void) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
