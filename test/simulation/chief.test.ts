import { expect, test } from 'vitest';
import { createChief } from '../../server/cluster/chief.ts';
import { runChiefHistory } from './chief-history.ts';

const histories = 300;

/** The first violation within the histories. */
const firstViolation = async (make: typeof createChief): Promise<string | undefined> => {
  for (let at = 0; at < histories; at++) {
    const [violation] = await runChiefHistory(`chief-${at}`, make);
    if (violation !== undefined) return `chief-${at}: ${violation}`;
  }
  return undefined;
};

test(`the chief alone does what only one may do, over ${histories} histories`, async () => {
  expect(await firstViolation(createChief)).toBeUndefined();
});

test('the invariants notice a duty that is ended without waiting for its beginning', async () => {
  const hasty: typeof createChief = (deps) => {
    const chief = createChief(deps);
    return {
      ...chief,
      stop: async () => void chief.stop(),
    };
  };
  expect(await firstViolation(hasty)).toMatch(/laid down/);
});
