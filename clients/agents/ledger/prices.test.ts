import { describe, expect, test } from 'vitest';
import { costOf, listedPrice, pricesDate } from './prices.ts';

describe('a price', () => {
  test('is listed under the name of a model and under its dated names', () => {
    const price = listedPrice('anthropic/claude-haiku-4-5', false);
    expect(price).toBeDefined();
    expect(listedPrice('anthropic/claude-haiku-4-5-20251001', false)).toEqual(price);
    expect(listedPrice('openai/gpt-4o-2024-08-06', false)).toEqual(listedPrice('openai/gpt-4o', false));
  });

  test('of a model that is not listed is unknown, and of a local one nothing', () => {
    expect(listedPrice('openai/gpt-9', false)).toBeUndefined();
    expect(listedPrice('ollama/qwen3', true)).toEqual({ input: 0, output: 0 });
  });

  test('comes from a list with a date', () => expect(pricesDate).toMatch(/^\d{4}-\d{2}-\d{2}$/));
});

describe('a cost', () => {
  const price = { input: 10, output: 20, cacheRead: 1 };
  test('counts cached tokens at their own price, once', () => {
    expect(costOf(price, { input: 1000, output: 100, cacheRead: 800 })).toBeCloseTo(
      (200 * 10 + 800 + 100 * 20) / 1e6,
      12,
    );
  });

  test.each([
    ['the price is unknown', undefined, { input: 1, output: 1 }],
    ['the question was not counted', price, { output: 1 }],
    ['the answer was not counted', price, { input: 1 }],
  ])('is unknown where %s, and not 0', (_, of, usage) => expect(costOf(of, usage)).toBeUndefined());
});
