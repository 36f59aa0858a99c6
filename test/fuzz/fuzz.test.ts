import { expect, test } from 'vitest';
import { fuzz, targetNames } from './fuzz.ts';

const msATarget = 3_300;

test.each(targetNames)(
  '%s: an arena that is fuzzed answers for itself, and others play on',
  async (target) => {
    const { cases, problem } = await fuzz(target, msATarget, 1);
    expect(problem).toBeUndefined();
    expect(cases).toBeGreaterThan(0);
  },
);
