import { describe, expect, test } from 'vitest';
import { createSampleLog } from './sample-log.ts';
import { testStore } from './contract.ts';
import { testLeases } from './contract-leases.ts';
import { createMemoryStore } from './memory.ts';

describe('the store in memory', () => {
  testStore(() => createMemoryStore());
});

describe('leases in memory', () => {
  testLeases(() => createMemoryStore(() => performance.now()));
});

test('a write is answered within the call', () => {
  const store = createMemoryStore();
  const log = createSampleLog('match-1');
  const answers: unknown[] = [];
  store.create(log.creation, (refusal) => answers.push(refusal));
  store.append(log.steps(), (refusal) => answers.push(refusal));
  expect(answers).toEqual([undefined, undefined]);
});

test('a backup is refused with a code', async () => {
  await expect(createMemoryStore().backup('copy')).rejects.toMatchObject({ code: 'backup-unsupported' });
});
