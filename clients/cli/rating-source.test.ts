import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSampleLog } from '../../replays/stores/sample-log.ts';
import { poolTable, type RatingTable } from '../../replays/ratings/table.ts';
import { formatRatingCsv } from '../../replays/exports/rating-csv.ts';
import { gatherResults, type GatherOptions } from './rating-source.ts';

const fileWith = (name: string, content: string | Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'agon-rate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const tablesOf = async (
  paths: readonly string[],
  options: Partial<GatherOptions> = {},
): Promise<readonly RatingTable[]> => {
  const { tally } = await gatherResults(paths, { warn: () => {}, ...options });
  return tally.pools().map((pool) => poolTable(pool));
};

const battles = (lines: number): string =>
  `model_a,model_b,winner\n${Array.from({ length: lines }, (_, at) => `a${at % 7},b${at % 5},${at % 3 === 0 ? 'tie' : 'model_a'}\n`).join('')}`;
const game = (white: string, black: string, result: string, more = ''): string =>
  `[White "${white}"]\n[Black "${black}"]\n[Result "${result}"]\n${more}\n${result}\n\n`;

describe('files of results', () => {
  test('compressed or not, the table is the same', async () => {
    const text = battles(100_000);
    const plain = await tablesOf([fileWith('games.csv', text)]);
    expect(plain).toMatchObject([{ game: 'battles', pool: 'battles/csv', games: 100_000 }]);
    expect(await tablesOf([fileWith('games.csv.gz', gzipSync(text))])).toEqual(plain);
  });

  test('one that breaks off is an error with the line where it does', async () => {
    const bytes = gzipSync(battles(100_000));
    const path = fileWith('games.csv.gz', bytes.subarray(0, bytes.length / 2));
    await expect(tablesOf([path])).rejects.toMatchObject({ code: 'bad-gzip', exit: 1 });
    await expect(tablesOf([path])).rejects.toThrow(/games\.csv\.gz, line [1-9]\d*: .* breaks off here/);
    const pgn = fileWith('games.pgn.gz', Buffer.from('no gzip'));
    await expect(tablesOf([pgn])).rejects.toMatchObject({ code: 'bad-gzip' });
  });

  test('what is wrong in one is an error with its line, and nothing is rated', async () => {
    const path = fileWith('games.csv', 'model_a,model_b,winner\na,b,tie\na,b,darw\n');
    await expect(tablesOf([path])).rejects.toMatchObject({ code: 'unknown-label', exit: 1 });
    await expect(tablesOf([path])).rejects.toThrow(/games\.csv, line 3: The winner is "darw"/);
  });

  test('are of the game that is named, and PGN of chess', async () => {
    const csv = fileWith('games.csv', battles(10));
    const pgn = fileWith('games.pgn', game('x', 'y', '1-0') + game('x', 'y', '*') + game('x', 'x', '1-0'));
    expect(await tablesOf([csv], { game: 'go' })).toMatchObject([{ game: 'go', pool: 'go/csv' }]);
    const [chess] = await tablesOf([pgn]);
    expect(chess).toMatchObject({ game: 'chess', pool: 'chess/pgn', games: 1, model: 'davidson' });
    expect(chess!.skipped).toMatchObject({ aborted: 1, 'self-play': 1 });
  });

  test('nobody arranged them as rated', async () => {
    const [table] = await tablesOf([fileWith('games.csv', battles(10))], { ratedOnly: true });
    expect(table).toMatchObject({ games: 0, skipped: { unrated: 10 } });
  });

  test('a game that names itself counts once, in however many files it is', async () => {
    const text = game('x', 'y', '1-0', '[GameId "m1"]\n');
    const paths = [fileWith('one.pgn', text + text), fileWith('two.pgn', text)];
    const { repeated, matches } = await gatherResults(paths, { warn: () => {} });
    expect({ repeated, matches }).toEqual({ repeated: 2, matches: 1 });
  });

  test('a path that is not there', async () => {
    await expect(tablesOf(['nowhere.csv'])).rejects.toMatchObject({ code: 'no-file', exit: 3 });
  });
});

test('a log that is not valid is told of and left out', async () => {
  const log = createSampleLog('match-1');
  const warnings: string[] = [];
  const path = fileWith('games.jsonl', `${log.lines().join('\n')}\n`);
  const { refused, matches } = await gatherResults([path], { warn: (line) => warnings.push(line) });
  expect({ refused, matches }).toEqual({ refused: 1, matches: 0 });
  expect(warnings[0]).toMatch(/^not rated: .*games\.jsonl, line 1/);
});

test('tables as CSV have a line a player and a cell for everything, empty where it is unknown', async () => {
  const tables = await tablesOf([fileWith('games.csv', 'model_a,model_b,winner\n"=1+1","b, c",model_a\n')]);
  const [heading, first, second, end] = formatRatingCsv(tables).split('\r\n');
  expect(heading).toMatch(/^pool,rank,.*,costUsd$/);
  expect(first).toMatch(/^battles\/csv,1,1,2,'=1\+1,,1\d+/);
  expect(second).toMatch(/,"b, c",/);
  expect(second).toMatch(/,,,$/);
  expect(end).toBe('');
});
