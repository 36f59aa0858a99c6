import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sprt, type SprtOptions } from './sprt.ts';

const inWords: SprtOptions = { elo0: 0, elo1: 2, alpha: 0.05, beta: 0.05, model: 'normalized' };
const options: SprtOptions = { ...inWords, json: true };

const csvWith = (lines: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'agon-sprt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'games.csv');
  writeFileSync(path, `model_a,model_b,winner\n${lines.join('\n')}\n`);
  return path;
};

/** What the command prints. */
const printed = async (
  path: string,
  change: Partial<SprtOptions> = {},
  form: SprtOptions = options,
): Promise<string> => {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  try {
    await sprt(path, { ...form, ...change });
  } finally {
    write.mockRestore();
  }
  return lines.join('');
};

const repeated = (line: string, times: number): readonly string[] =>
  Array.from({ length: times }, () => line);

test('games of two players give the ratio of a published vector, whatever their seats', async () => {
  const [won, lost, drawn] = [10_871, 10_650, 20_431];
  const path = csvWith([
    ...repeated('new,old,model_a', won - 5000),
    ...repeated('old,new,model_b', 5000),
    ...repeated('new,old,model_b', lost),
    ...repeated('old,new,tie', drawn),
  ]);
  const report = JSON.parse(await printed(path, { elo0: -1.75, elo1: 0.25, of: 'new' })) as object;
  expect(report).toMatchObject({
    of: 'new',
    against: 'old',
    test: 'trinomial',
    games: [lost, drawn, won],
    pairs: null,
    result: { decision: 'continue' },
  });
  expect((report as { result: { llr: number } }).result.llr).toBeCloseTo(2.3, 2);
});

test('in words, with the decision', async () => {
  const path = csvWith([...repeated('a,b,model_a', 60), ...repeated('b,a,model_a', 20)]);
  const text = await printed(path, { elo1: 60 }, inWords);
  expect(text).toMatch(/^a against b: 60 won, 0 drawn, 20 lost$/m);
  expect(text).toMatch(/^Elo 190.85 \(95 %: 111.46 to 294.46\), .*, stronger with more than 99.99 %$/m);
  expect(text).toMatch(/H1 accepted/);
});

test('in words, where nearly every point went one way', async () => {
  const path = csvWith([...repeated('a,b,model_a', 9), 'a,b,model_b']);
  expect(await printed(path, {}, inWords)).toMatch(/^Elo 381.70 \(95 %: 158.99 to ∞\), /m);
});

test.each([
  ['three players', ['a,b,tie', 'b,c,tie'], {}, 'not-two-players'],
  ['no game', [], {}, 'not-two-players'],
  ['a player who is not there', ['a,b,tie'], { of: 'z' }, 'unknown-player'],
  ['hypotheses the wrong way round', ['a,b,tie'], { elo0: 5, elo1: 5 }, 'bad-hypotheses'],
] as const)('%s: an error with its code', async (_, lines, change, code) => {
  await expect(sprt(csvWith(lines), { ...options, ...change })).rejects.toMatchObject({ code });
});
