import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

const environment = {
  OPENAI_API_KEY: 'sk-0123456789',
  GITHUB_TOKEN: 'sk-0123456789-and-more',
  SHORT_KEY: 'abc',
  HOME: '/home/somebody',
};

test('secrets of the environment are cut out, longer ones as a whole, and nothing else', () => {
  const redact = createRedactor(environment);
  expect(redact('Bearer sk-0123456789, sk-0123456789-and-more, abc, /home/somebody')).toBe(
    'Bearer [secret], [secret], abc, /home/somebody',
  );
});
