import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createMatchDraft, type DraftPlan, type FinishedLog } from '../samples/match-draft.ts';
import { playRandomly, recordRandomMatch } from '../samples/random-play.ts';
import { splitLogs } from '../read.ts';
import { createSigningKey, createSyncSigner } from '../stores/signing-key.ts';
import { arenaBattleHeading, formatArenaBattle } from './arena-battle.ts';
import { csvHeading, formatCsv } from './csv.ts';
import { formatCsvLine } from './csv-line.ts';
import { formatJsonl } from './jsonl.ts';
import { formatPgn } from './pgn.ts';

const arena = createSigningKey();
const key = { publicKey: arena.publicKey, sign: createSyncSigner(arena) };
const chess = gameById('chess')!;

const planOf = (more: Partial<DraftPlan> = {}): DraftPlan => ({
  game: chess,
  config: { stepsMax: 30 },
  match: 'export-match',
  seed: '00112233445566778899aabbccddeeff',
  key,
  ...more,
});

/** Reads a CSV file by the letter of RFC 4180. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let row: string[] = []; cell.lastIndex < text.length;) {
    const match = cell.exec(text);
    if (match === null) throw new Error('not CSV');
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

const odd = (agent: string) => ({ agent, name: 'odd', owner: '=HYPERLINK("x")', kind: 'script' as const });

describe('a line of CSV', () => {
  test('is read back, but that no text begins as a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        const [cells] = parseCsv(formatCsvLine(texts));
        expect(cells?.map((cell, at) => cell.slice(cell.length - texts[at]!.length))).toEqual(texts);
        expect(cells?.some((cell) => /^[=+\-@\t\r\n]/.test(cell))).toBe(false);
      }),
    );
  });

  test('keeps numbers as numbers and what is unknown empty', () => {
    expect(formatCsvLine([-1, 0.5, null, true, '-1', 'a,"b"'])).toBe(`-1,0.5,,true,'-1,"a,""b"""\r\n`);
  });
});

test('CSV has one line a seat under its heading', () => {
  const { row } = recordRandomMatch(planOf({ seats: [odd('a,b'), odd('c')] }));
  const [heading, ...seats] = parseCsv(csvHeading + formatCsv(row));
  expect(seats).toHaveLength(2);
  const record = Object.fromEntries(heading!.map((name, at) => [name, seats[0]![at]]));
  expect(record).toMatchObject({
    match: 'export-match',
    seat: '0',
    role: 'white',
    agent: 'a,b',
    owner: `'=HYPERLINK("x")`,
    termination: row.termination,
    tokensIn: '',
    illegal: '0',
    logHash: row.logHash,
  });
});

describe('arena battles', () => {
  const { row } = recordRandomMatch(planOf());
  const scored = (first: number, second: number): string => {
    const seats = row.seats.map((seat, at) => ({ ...seat, score: at === 0 ? first : second }));
    return formatArenaBattle({ ...row, seats });
  };

  test('name two models and the winner', () => {
    expect(arenaBattleHeading).toBe('model_a,model_b,winner\r\n');
    expect(scored(1, 0)).toBe('bot:random-0@1,bot:random-1@1,model_a\r\n');
    expect(scored(-2, 2)).toBe('bot:random-0@1,bot:random-1@1,model_b\r\n');
    expect(scored(0.5, 0.5)).toBe('bot:random-0@1,bot:random-1@1,tie\r\n');
  });

  test('leave out matches without a result and tables of more than two', () => {
    const draft = createMatchDraft(planOf());
    draft.event({ kind: 'absent', seat: 0 });
    expect(formatArenaBattle(draft.end('aborted').row)).toBe('');
    expect(formatArenaBattle({ ...row, seats: [...row.seats, row.seats[0]!] })).toBe('');
  });
});

test('JSON Lines hold log and notes and split again', () => {
  const { lines } = recordRandomMatch(planOf());
  const note = { sha256: 'a'.repeat(64), salt: 'b'.repeat(32), text: 'two\nlines' };
  const text = formatJsonl('export-match', lines, [note]);
  const [log, ...others] = splitLogs(text + text, 'x');
  expect(others).toHaveLength(1);
  expect(log?.lines.slice(0, -1)).toEqual(lines);
  expect(JSON.parse(log!.lines.at(-1)!)).toEqual({ type: 'note', match: 'export-match', ...note });
});

const resigned = (): FinishedLog => {
  const plan = planOf({
    group: { pair: 'p1', event: 'Cup "A"' },
    seats: [odd('x"y\\z'), odd('two\nlines }')],
  });
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft, 5);
  draft.event({ kind: 'resign', seat: 1 });
  return draft.end('resign', null, 1);
};

const endgame = { fen: '4k3/8/8/8/8/8/4P3/4K3 b - - 3 17', stepsMax: 30 };

describe('PGN', () => {
  const games = [
    resigned(),
    recordRandomMatch(planOf()),
    recordRandomMatch(planOf({ config: {} })),
    recordRandomMatch(planOf({ config: endgame })),
    createMatchDraft(planOf()).end('void-infra'),
  ].map(({ lines }) => formatPgn(lines) as string);

  test('begins with the seven tags, in order, escaped and on one line each', () => {
    expect(games[0]!.split('\n').slice(0, 7)).toEqual([
      '[Event "Cup \\"A\\""]',
      '[Site "?"]',
      '[Date "2026.01.01"]',
      '[Round "p1"]',
      '[White "x\\"y\\\\z"]',
      '[Black "two lines }"]',
      '[Result "1-0"]',
    ]);
  });

  test('tells result, termination, clock and think times', () => {
    expect(games[0]).toContain('[TimeControl "1/600"]');
    expect(games[0]).toContain('[Termination "normal"]\n');
    expect(games[0]).toContain('[AgonTermination "resign"]');
    expect(games[0]).toMatch(/\n1\. \S+ \{\[%emt 0:00:00\.01\]\} 1\.\.\. \S+ \{\[%emt 0:00:00\.011\]\} 2\. /);
    expect(games[0]!.trimEnd().endsWith('1-0')).toBe(true);
    expect(games[1]).toContain('[Termination "adjudication"]');
    expect(games[4]).toContain('[Termination "unterminated"]');
    expect(games[4]!.trimEnd().endsWith('*')).toBe(true);
  });

  test('starts from another position where the match did', () => {
    expect(games[3]).toContain(`[SetUp "1"]\n[FEN "${endgame.fen}"]`);
    expect(games[3]).toMatch(/\n\n17\.\.\. K\S+ \{[^}]+\} 18\. /);
    expect(games[1]).not.toContain('[SetUp');
  });

  test('has no line of move text over 79 characters', () => {
    const moves = games.flatMap((game) => game.split('\n').filter((line) => !line.startsWith('[')));
    expect(Math.max(...moves.map((line) => line.length))).toBeLessThan(80);
  });

  test('is refused for other games and broken logs', () => {
    const kuhn = gameById('kuhn-poker')!;
    const { lines } = recordRandomMatch(planOf({ game: kuhn, config: kuhn.defaults }));
    expect(formatPgn(lines)).toMatchObject({ code: 'not-chess' });
    expect(formatPgn(lines.slice(1))).toMatchObject({ code: 'bad-log' });
    const unlawful = createMatchDraft(planOf({ game: { ...chess, step: (state) => state } }));
    unlawful.step(new Map([[0, 'e2e5']]));
    expect(formatPgn(unlawful.end('void-infra').lines)).toMatchObject({ code: 'bad-log' });
  });

  const program = ['pgn-extract', '/usr/games/pgn-extract'].find(
    (name) => spawnSync(name, ['--version']).error === undefined,
  );
  if (program === undefined) console.warn('pgn-extract is not installed: its check of PGN is skipped');

  test.skipIf(program === undefined)('passes pgn-extract without complaint', () => {
    const { stdout, stderr } = spawnSync(program!, ['-s'], { input: games.join(''), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.match(/^\[Event /gm)).toHaveLength(games.length);
  });
});
