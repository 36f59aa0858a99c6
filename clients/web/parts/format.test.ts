import { expect, test } from 'vitest';
import {
  formatAgent,
  formatAgo,
  formatClock,
  formatCount,
  formatMs,
  formatPlural,
  formatShare,
  formatUsd,
} from './format.ts';

test('times are as long as they have to be', () => {
  expect([0, 999, 1_000, 9_999, 59_999, 61_000].map(formatMs)).toEqual([
    '0 ms',
    '999 ms',
    '1.0 s',
    '10.0 s',
    '59 s',
    '1:01',
  ]);
  expect([0, 9_000, 750_000, 3_600_000].map(formatClock)).toEqual(['0:00', '0:09', '12:30', '1:00:00']);
});

test('money, counts and shares keep the digits that say something', () => {
  expect([0, 0.00421, 0.5, 12.3].map(formatUsd)).toEqual(['$0', '$0.0042', '$0.5', '$12.30']);
  expect([0, 999, 1_000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([0, 0.004, 0.123, 1].map(formatShare)).toEqual(['0 %', '0.4 %', '12 %', '100 %']);
  expect([formatPlural(1, 'match', 'matches'), formatPlural(2, 'game')]).toEqual(['1 match', '2 games']);
});

test('what was long ago has a date', () => {
  const now = Date.parse('2026-11-27T12:00:00Z');
  const ago = (minutes: number) => formatAgo(new Date(now - minutes * 60_000).toISOString(), now);
  expect([0, 5, 180, 3 * 24 * 60].map(ago)).toEqual(['just now', '5 min ago', '3 h ago', '2026-11-24']);
});

test('a house bot goes by its name, all others by their ids', () => {
  expect(['bot:greedy@1', 'bot:greedy@2', 'uci:stockfish@16', 'a-7f'].map(formatAgent)).toEqual([
    'greedy',
    'greedy@2',
    'uci:stockfish@16',
    'a-7f',
  ]);
});
