import { describe, expect, test } from 'vitest';
import type { RunResult } from './benchmark-result.ts';
import { summarise } from './benchmark-summary.ts';
import { reportTables } from './benchmark-table.ts';

const refusals = { truncated: 0, empty: 0, unparsable: 0, ambiguous: 0, illegal: 0 };

const resultOf = (members: Partial<RunResult>): RunResult => ({
  match: 'b0123456789',
  player: 0,
  level: 1,
  task: 1,
  sample: 0,
  termination: 'normal',
  isVoid: false,
  score: 0,
  refusals,
  tokens: null,
  ...members,
});

const won = { isSuccess: true, progress: 100, score: 100, efficiencyPercent: 80, failure: null };
const lost = { isSuccess: false, progress: 40, score: 40, efficiencyPercent: null, failure: 'wrong-gear' };

describe('summarise', () => {
  test('rates, means and failures by level and over all', () => {
    const rows = summarise(
      [
        resultOf({ ...won, level: 1, task: 1, refusedActions: 2 }),
        resultOf({ ...lost, level: 1, task: 2, refusedActions: 3 }),
        resultOf({ ...lost, level: 2, task: 1, failure: 'budget', refusals: { ...refusals, empty: 1 } }),
      ],
      1,
    );
    expect(rows.map(({ level, runs }) => [level, runs])).toEqual([
      [1, 2],
      [2, 1],
      [null, 3],
    ]);
    expect(rows[0]).toMatchObject({ success: { mean: 0.5 }, score: { mean: 70 }, refusedActions: 5 });
    expect(rows[2]).toMatchObject({
      success: { mean: 1 / 3 },
      progress: { mean: 60 },
      efficiencyPercent: { mean: 80, interval: null },
      failures: { budget: 1, 'wrong-gear': 1 },
      refusals: { empty: 1 },
    });
  });

  test('samples of one task are one trial', () => {
    const tasks = [1, 2, 3];
    const once = tasks.map((task) => resultOf({ ...(task === 1 ? won : lost), task }));
    const thrice = once.flatMap((result) => [0, 1, 2].map((sample) => ({ ...result, sample })));
    const [one] = summarise(once, 1);
    const [three] = summarise(thrice, 1);
    expect(three).toMatchObject({ runs: 9, success: one!.success, score: one!.score });
  });

  test('what is void counts for nothing', () => {
    const [row] = summarise(
      [resultOf(won), resultOf({ task: 2, isVoid: true, termination: 'void-provider', score: null })],
      1,
    );
    expect(row).toMatchObject({ runs: 1, voids: 1, success: { mean: 1 }, score: { mean: 100 } });
  });

  test('tokens are unknown as soon as those of one run are', () => {
    const known = [resultOf({ ...won, tokens: 30 }), resultOf({ ...lost, task: 2, tokens: 10 })];
    expect(summarise(known, 1)[0]).toMatchObject({ tokens: 40, tokensPerSuccess: 40 });
    expect(summarise([...known, resultOf({ ...won, task: 3 })], 1)[0]).toMatchObject({
      tokens: null,
      tokensPerSuccess: null,
    });
    expect(summarise([known[1]!], 1)[0]).toMatchObject({ tokens: 10, tokensPerSuccess: null });
  });
});

describe('reportTables', () => {
  test('a game that measures its score alone gets no columns for what it lacks', () => {
    const rows = summarise([resultOf({ level: null, score: 7 })], 1);
    const [results, ...rest] = reportTables(rows, [], ['ann']);
    expect(results!.columns.map(({ title }) => title)).toEqual(['Player', 'Runs', 'Score', 'Tokens']);
    expect(results!.rows).toEqual([['ann', '1', '7.0', '-']]);
    expect(rest).toEqual([]);
  });

  test('what went wrong is listed by player, kind and class', () => {
    const rows = summarise(
      [resultOf({ ...lost, refusedActions: 4, refusals: { ...refusals, illegal: 2 } })],
      1,
    );
    expect(reportTables(rows, [], ['ann']).at(-1)!.rows).toEqual([
      ['ann', 'run failed', 'wrong-gear', '1'],
      ['ann', 'answer refused', 'illegal', '2'],
      ['ann', 'action refused', 'by the rules', '4'],
    ]);
  });
});
