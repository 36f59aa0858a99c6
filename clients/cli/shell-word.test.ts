import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

test.each(['cup', 'küp/2026-1', 'küp mit leer', "it's", '$HOME; `id` "x" \\ *', ''])(
  '%j is one word to a shell',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`]).toString()).toBe(text);
  },
);

test('a plain word stays as it is', () => {
  expect(shellWord('results/cup-1')).toBe('results/cup-1');
});
