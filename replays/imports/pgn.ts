import {
  carriageReturn,
  createByteFinder,
  isBlank,
  lineFeed,
  problem,
  type ImportProblem,
  type ImportReader,
  type ImportSink,
} from './import-reader.ts';
import { createPieces } from './pieces.ts';
import type { Names } from './names.ts';
import { createPgnGames, type PgnGames } from './pgn-game.ts';
import { parsePgnTag } from './pgn-tag.ts';

const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const semicolon = 0x3b;
const percent = 0x25;

/** Where the reader stands: before any game, among its tags, after the blank line that ends them, or in its moves. */
type Place = 'start' | 'tags' | 'after-tags' | 'moves';

/** What a line means to those after it. */
interface Position {
  line: number;
  place: Place;
  /** Where the comment began that is still open. */
  commentLine: number | undefined;
}

interface Finders {
  readonly openBrace: (from: number) => number;
  readonly closeBrace: (from: number) => number;
  readonly semicolon: (from: number) => number;
}

const findersIn = (bytes: Uint8Array): Finders => ({
  openBrace: createByteFinder(bytes, openBrace),
  closeBrace: createByteFinder(bytes, closeBrace),
  semicolon: createByteFinder(bytes, semicolon),
});

const readTags = (
  position: Position,
  games: PgnGames,
  bytes: Uint8Array,
  start: number,
  end: number,
): ImportProblem | undefined => {
  const { line } = position;
  if (position.place !== 'tags') {
    const wrong = games.finish();
    if (wrong !== undefined) return wrong;
    games.open(line);
    position.place = 'tags';
  }
  for (let at = start; at < end;) {
    const tag = parsePgnTag(bytes, at, end);
    if (tag === undefined) {
      const why = 'The tag is not well formed; write it as [Name "value"], with \\" for a quote.';
      return problem('bad-tag', line, why);
    }
    const wrong = games.set(bytes, tag, line);
    if (wrong !== undefined) return wrong;
    at = tag.end;
    while (at < end && isBlank(bytes[at])) at += 1;
  }
  return undefined;
};

/** Skips moves to the end of the line, and notes a comment that goes on behind it. */
const skipMoves = (position: Position, start: number, end: number, find: Finders): void => {
  for (let at = start; at < end;) {
    const brace = find.openBrace(at);
    if (find.semicolon(at) < Math.min(brace, end) || brace >= end) return;
    const close = find.closeBrace(brace);
    if (close >= end) {
      position.commentLine = position.line;
      return;
    }
    at = close + 1;
  }
};

const readLine = (
  position: Position,
  games: PgnGames,
  bytes: Uint8Array,
  from: number,
  lineEnd: number,
  find: Finders,
): ImportProblem | undefined => {
  const end = lineEnd > from && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
  if (position.commentLine !== undefined) {
    const close = find.closeBrace(from);
    if (close >= end) return undefined;
    position.commentLine = undefined;
    skipMoves(position, close + 1, end, find);
    return undefined;
  }
  if (bytes[from] === percent) return undefined;
  let start = from;
  while (start < end && isBlank(bytes[start])) start += 1;
  if (start === end) {
    if (position.place === 'tags') position.place = 'after-tags';
    return undefined;
  }
  if (bytes[start] === openBracket) return readTags(position, games, bytes, start, end);
  if (position.place === 'start') {
    const why = 'Moves stand before any tag; every game needs the tags White, Black and Result.';
    return problem('missing-tag', position.line, why);
  }
  position.place = 'moves';
  skipMoves(position, start, end, find);
  return undefined;
};

/** Reads the headers of games and skips their moves, comments included. */
export const createPgnReader = (names: Names, sink: ImportSink): ImportReader => {
  const games = createPgnGames(names, sink);
  const pieces = createPieces();
  const position: Position = { line: 1, place: 'start', commentLine: undefined };
  const read = (bytes: Uint8Array, start: number, isLast: boolean): ImportProblem | number => {
    const find = findersIn(bytes);
    let at = start;
    for (;;) {
      const found = bytes.indexOf(lineFeed, at);
      if (found === -1 && !(isLast && at < bytes.length)) return at;
      const end = found === -1 ? bytes.length : found;
      const wrong = readLine(position, games, bytes, at, end, find);
      if (wrong !== undefined) return wrong;
      at = end + 1;
      if (found === -1) return at;
      position.line += 1;
    }
  };
  return {
    line: () => position.line,
    push: (piece) => pieces.push(piece, position.line, (bytes, start) => read(bytes, start, false)),
    end: () => {
      const wrong = pieces.end((bytes, start) => read(bytes, start, true));
      if (wrong !== undefined) return wrong;
      const { commentLine } = position;
      if (commentLine !== undefined)
        return problem(
          'open-comment',
          commentLine,
          'A comment that begins here is not closed; end it with }.',
        );
      return games.finish();
    },
  };
};
