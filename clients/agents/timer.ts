/** Calls back after `ms`; returns what cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

/** The platform's timer. */
export const platformTimer: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
