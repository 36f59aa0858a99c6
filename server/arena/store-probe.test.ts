import { expect, test } from 'vitest';
import { createStoreProbe } from './store-probe.ts';

const createStore = () => {
  const store = { writes: 0, answer: (): Promise<never[]> => Promise.resolve([]), nowMs: 0 };
  const probe = createStoreProbe(
    () => {
      store.writes += 1;
      return store.answer();
    },
    () => store.nowMs,
  );
  return { store, probe };
};

test('one write answers all that ask within a second', async () => {
  const { store, probe } = createStore();
  await Promise.all([probe(), probe()]);
  store.nowMs = 999;
  await probe();
  expect(store.writes).toBe(1);
  store.nowMs = 1_000;
  await probe();
  expect(store.writes).toBe(2);
});

test('a refusal is told, and asked again after a second', async () => {
  const { store, probe } = createStore();
  store.answer = () => Promise.reject(new Error('full'));
  await expect(probe()).rejects.toThrow('full');
  await expect(probe()).rejects.toThrow('full');
  store.answer = () => Promise.resolve([]);
  store.nowMs = 1_000;
  await expect(probe()).resolves.toBeUndefined();
  expect(store.writes).toBe(2);
});
