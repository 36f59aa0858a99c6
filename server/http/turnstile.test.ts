import { expect, test } from 'vitest';
import { createTurnstile, type Leave } from './turnstile.ts';

const limits = { places: 3, placesOfOne: 2, waitingMax: 4, waitingOfOne: 2 };

/** A turnstile, and who is inside by name of the visit. */
const open = () => {
  const turnstile = createTurnstile(limits);
  const inside = new Map<string, Leave>();
  const refused: string[] = [];
  const visit = async (visitor: string, name: string): Promise<void> => {
    const leave = await turnstile.enter(visitor);
    if (leave === undefined) refused.push(name);
    else inside.set(name, leave);
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { inside, refused, visit, settle };
};

test('one visitor has no more than its share, and others pass those of it that wait', async () => {
  const { inside, refused, visit, settle } = open();
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void visit('a', name);
  void visit('b', 'b1');
  await settle();
  expect([...inside.keys()]).toEqual(['a1', 'a2', 'b1']);
  expect(refused).toEqual(['a5']);
  void visit('c', 'c1');
  inside.get('b1')!();
  await settle();
  expect(inside.has('c1')).toBe(true);
  // Left twice is left once.
  inside.get('a1')!();
  inside.get('a1')!();
  await settle();
  expect([...inside.keys()]).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
});

test('where too many wait, nobody else does', async () => {
  const { inside, refused, visit, settle } = open();
  for (const visitor of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) void visit(visitor, visitor);
  await settle();
  expect([...inside.keys()]).toEqual(['a', 'b', 'c']);
  expect(refused).toEqual(['h']);
  for (const visitor of ['a', 'b', 'c', 'd']) inside.get(visitor)?.();
  await settle();
  expect(inside.size).toBe(6);
});
