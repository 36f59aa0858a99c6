import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

interface Answer {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

const run = (program: string, ...parameters: readonly string[]): Promise<Answer> =>
  new Promise((resolve) => {
    const file = fileURLToPath(new URL(`../bench/${program}.ts`, import.meta.url));
    execFile(process.execPath, [file, ...parameters], (error, output, errors) =>
      resolve({ code: error === null ? 0 : (error.code as number), output, errors }),
    );
  });

describe.each(['run', 'load', 'cluster', 'ratings'])('bench/%s.ts', (program) => {
  test('tells how it is used', async () => {
    expect(await run(program, '--help')).toEqual({
      code: 0,
      output: expect.stringContaining('npm run bench') as string,
      errors: '',
    });
  });

  test.each([
    ['an option that it has not', ['--no-such'], "Unknown option '--no-such'"],
    ['a benchmark that it has not', ['--only', 'no-such'], 'There is no benchmark no-such.'],
  ])('ends with 2 on %s, and says why', async (_, parameters, why) => {
    const { code, output, errors } = await run(program, ...parameters);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toContain(why);
    expect(errors).toContain('npm run bench');
  });
});

test.each(['0', '0.05', '7', 'half'])('bench/cluster.ts holds no process to %s cores', async (cores) => {
  expect(await run('cluster', '--cores', cores)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--cores takes') as string,
  });
});
