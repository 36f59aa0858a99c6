/** How figures are written everywhere: the same on every machine, without its locale. */

/** A length of time: `820 ms`, `4.2 s`, `3:05`, `1:02:05`. */
export const formatMs = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`;
  return formatClock(ms);
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A clock: `0:09`, `12:30`, `1:00:00`. */
export const formatClock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
};

/** Money: `$12.30`, `$0.0042`, `$0`. */
export const formatUsd = (usd: number): string => {
  if (usd === 0) return '$0';
  return usd >= 1 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2))}`;
};

/** A count with its thousands apart: `12,345`. */
export const formatCount = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** A share of 1: `12 %`, `0.4 %`. */
export const formatShare = (share: number): string => {
  const percent = share * 100;
  return `${percent > 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)} %`;
};

/** A count and its noun: `1 match`, `3 matches`. */
export const formatPlural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

const minuteMs = 60_000;

/** How long ago an instant was: `just now`, `5 min ago`, `3 h ago`, or its date. */
export const formatAgo = (instant: string, now: number): string => {
  const minutes = Math.floor((now - Date.parse(instant)) / minuteMs);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h ago` : instant.slice(0, 10);
};

/** An agent's id as people call it: a house bot by its bare name, its first version unsaid. */
export const formatAgent = (agent: string): string => agent.replace(/^bot:/, '').replace(/@1$/, '');
