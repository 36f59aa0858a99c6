import { z } from 'zod';
import { configSchema } from '../../games/chess/config.ts';
import { startFen } from '../../games/chess/fen.ts';
import { sanLine } from '../../games/chess/san.ts';
import type { ClockSettings, End, Header, Step, Termination } from '../format.ts';
import { readLog } from '../reading.ts';

/** Why a log has no PGN. */
export interface PgnRefusal {
  readonly code: 'not-chess' | 'bad-log';
  readonly message: string;
}

const lineUnitsMax = 79;
const actionSchema = z.string();

type Result = '1-0' | '0-1' | '1/2-1/2' | '*';

const resultOf = (end: End | undefined): Result => {
  const [white, black] = end?.outcome?.scores ?? [];
  if (typeof white !== 'number' || typeof black !== 'number') return '*';
  if (white === black) return '1/2-1/2';
  return white > black ? '1-0' : '0-1';
};

/** The values that the PGN standard knows (section 9.8.1). */
const terminationTag = (termination: Termination | undefined): string => {
  switch (termination) {
    case 'normal':
    case 'resign':
      return 'normal';
    case 'step-limit':
    case 'budget':
      return 'adjudication';
    case 'attempts':
      return 'rules infraction';
    case 'timeout':
      return 'time forfeit';
    case 'disconnect':
    case 'aborted':
      return 'abandoned';
    case 'void-infra':
    case 'void-provider':
    case 'void-arbiter':
    case undefined:
      return 'unterminated';
  }
};

const seconds = (ms: number): number => ms / 1000;

/** The PGN standard's TimeControl (section 9.6.1), in seconds: a bank with increment, or a time a move. */
const timeControl = ({ bankMs, incrementMs, moveMs }: ClockSettings): string => {
  if (bankMs > 0) return `${seconds(bankMs)}${incrementMs > 0 ? `+${seconds(incrementMs)}` : ''}`;
  return moveMs === undefined ? '-' : `1/${seconds(moveMs)}`;
};

/** A tag on one line, whatever its value holds. */
const formatTag = (name: string, value: string): string => {
  // oxlint-disable-next-line no-control-regex -- control characters would end the line or the tag
  const oneLine = value.replaceAll(/[\u0000-\u001F\u007F\u2028\u2029]+/g, ' ');
  return `[${name} "${oneLine.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`;
};

const dateTag = (at: string): string => at.slice(0, 10).replaceAll('-', '.');

const typeTag = (header: Header, seat: number): string =>
  header.seats[seat]?.kind === 'human' ? 'human' : 'program';

const tagsOf = (header: Header, end: End | undefined, fen: string, plies: number): string[] => {
  const tags: [string, string][] = [
    ['Event', end?.group?.event ?? `Agon ${header.rated ? 'rated' : 'casual'} match`],
    ['Site', '?'],
    ['Date', dateTag(header.at)],
    ['Round', end?.group?.pair ?? '-'],
    ['White', header.seats[0]?.agent ?? '?'],
    ['Black', header.seats[1]?.agent ?? '?'],
    ['Result', resultOf(end)],
    ['WhiteType', typeTag(header, 0)],
    ['BlackType', typeTag(header, 1)],
    ['UTCDate', dateTag(header.at)],
    ['UTCTime', header.at.slice(11, 19)],
    ['TimeControl', timeControl(header.clock)],
    ['Termination', terminationTag(end?.termination)],
    ['PlyCount', String(plies)],
    ['GameId', header.match],
    ['AgonTermination', end?.termination ?? 'unfinished'],
  ];
  if (end?.outcome) tags.push(['AgonReason', end.outcome.reason]);
  if (fen !== startFen) tags.push(['SetUp', '1'], ['FEN', fen]);
  return tags.map(([name, value]) => formatTag(name, value));
};

/** A think time as PGN comments tell it: hours, minutes and seconds with their fraction. */
const formatElapsed = (ms: number): string => {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const [whole, fraction] = String((ms % 60_000) / 1000).split('.') as [string, string?];
  const two = (text: string): string => text.padStart(2, '0');
  return `${hours}:${two(String(minutes))}:${two(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
};

/** Move text in tokens that must not be broken; each move names its number, since a comment stands before it. */
const moveTokens = (fen: string, steps: readonly Step[]): string[] => {
  const fields = fen.split(' ');
  const first = Number(fields[5] ?? 1) * 2 - (fields[1] === 'b' ? 1 : 2);
  const uciMoves = steps.map((step) => actionSchema.parse(Object.values(step.actions)[0]));
  return sanLine(fen, uciMoves).flatMap((san, ply) => {
    const half = first + ply;
    const number = `${Math.floor(half / 2) + 1}${half % 2 === 0 ? '.' : '...'}`;
    const ms = Object.values(steps[ply]!.by)[0]?.ms ?? 0;
    return [number, san, `{[%emt ${formatElapsed(ms)}]}`];
  });
};

const wrap = (tokens: readonly string[]): string => {
  const lines: string[] = [];
  let line = '';
  for (const token of tokens) {
    if (line !== '' && line.length + 1 + token.length > lineUnitsMax) {
      lines.push(line);
      line = token;
    } else line = line === '' ? token : `${line} ${token}`;
  }
  return [...lines, line].join('\n');
};

const badLog = (message: string): PgnRefusal => ({ code: 'bad-log', message });

const formatGame = (header: Header, steps: readonly Step[], end: End | undefined): string => {
  const { fen } = configSchema.parse(header.config);
  const tags = tagsOf(header, end, fen, steps.length);
  return `${tags.join('\n')}\n\n${wrap([...moveTokens(fen, steps), resultOf(end)])}\n\n`;
};

/**
 * One game as PGN in export format: the roster, the facts of the match, and each move with its think time. White and
 * Black are agents' addresses, which tell players apart where names do not. The log should have been verified.
 */
export const formatPgn = (lines: Iterable<string>): string | PgnRefusal => {
  const { header, records, end, problem } = readLog(lines);
  if (header === undefined || problem !== undefined)
    return badLog(`The log cannot be read: line ${problem?.line ?? 1}: ${problem?.why ?? 'no header'}`);
  if (header.game.id !== 'chess') {
    const message = `PGN holds chess only; ${header.match} is ${header.game.id}. Export it as JSONL or CSV.`;
    return { code: 'not-chess', message };
  }
  const steps = records.map(({ record }) => record).filter((record) => record.type === 'step');
  try {
    return formatGame(header, steps, end?.record);
  } catch (error) {
    return badLog(`The log does not replay: ${error instanceof Error ? error.message : String(error)}`);
  }
};
