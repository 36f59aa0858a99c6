import { draw, forfeitLoss, forfeitWin, loss, win, type Result } from '../ratings/result.ts';
import { isBlank, problem, type ImportProblem, type ImportSink } from './import-reader.ts';
import { createNames, decodeText, type Names } from './names.ts';
import { unescapeValue, type PgnTag } from './pgn-tag.ts';

/** Results of the PGN standard, with the short form of a draw that many programs write; null is unfinished. */
const resultLabels: Readonly<Record<string, Result | null>> = {
  '1-0': win,
  '0-1': loss,
  '1/2-1/2': draw,
  '1/2': draw,
  '*': null,
};

/** Terminations that are the loser's own fault, as the standard (section 9.8.1) and match programs write them. */
const forfeitTerminations = ['abandoned', 'rules infraction', 'time forfeit', 'illegal move'];

/** Names of the game that this reader takes for ordinary chess. */
const standardVariants = ['', 'standard', 'chess', 'normal', 'from position', 'fischerandom', 'chess960'];

/** The tags of the game that is being read; undefined where a tag has not come. */
interface Tags {
  line: number;
  white: number | undefined;
  black: number | undefined;
  result: Result | null | undefined;
  termination: string;
  variant: string;
  id: string;
}

const noTags = (line: number): Tags => ({
  line,
  white: undefined,
  black: undefined,
  result: undefined,
  termination: '',
  variant: '',
  id: '',
});

const withFault = (result: Result, termination: string): Result => {
  if (!forfeitTerminations.includes(termination)) return result;
  return result === win ? forfeitWin : result === loss ? forfeitLoss : result;
};

/** Gathers the tags of one game after another. */
export interface PgnGames {
  readonly open: (line: number) => void;
  /** Takes a tag of the open game; `bytes` are those in which it was found. */
  readonly set: (bytes: Uint8Array, tag: PgnTag, line: number) => ImportProblem | undefined;
  /** Hands the open game over, where one is open. */
  readonly finish: () => ImportProblem | undefined;
}

const repeated = (name: string, line: number): ImportProblem =>
  problem('repeated-tag', line, `The tag ${name} comes twice in one game; a blank line must part two games.`);

const missingTag = ({ white, black }: Tags): string =>
  white === undefined ? 'White' : black === undefined ? 'Black' : 'Result';

const setName = (
  tags: Tags,
  side: 'white' | 'black',
  name: number | undefined,
  line: number,
): ImportProblem | undefined => {
  const tag = side === 'white' ? 'White' : 'Black';
  if (tags[side] !== undefined) return repeated(tag, line);
  if (name === undefined) return problem('empty-name', line, `The tag ${tag} is empty; name the player.`);
  tags[side] = name;
  return undefined;
};

const setResult = (tags: Tags, label: string, line: number): ImportProblem | undefined => {
  if (tags.result !== undefined) return repeated('Result', line);
  const result = Object.hasOwn(resultLabels, label) ? resultLabels[label] : undefined;
  if (result === undefined)
    return problem(
      'unknown-label',
      line,
      `The result is "${label}"; it must be one of ${Object.keys(resultLabels).join(', ')}.`,
    );
  tags.result = result;
  return undefined;
};

/** The value of a tag as places in bytes, without backslashes and without blanks around it. */
const valueOf = (source: Uint8Array, tag: PgnTag): readonly [bytes: Uint8Array, from: number, to: number] => {
  const bytes = tag.isEscaped ? unescapeValue(source.subarray(tag.from, tag.to)) : source;
  let [from, to] = tag.isEscaped ? [0, bytes.length] : [tag.from, tag.to];
  while (from < to && isBlank(bytes[from])) from += 1;
  while (to > from && isBlank(bytes[to - 1])) to -= 1;
  return [bytes, from, to];
};

/** Games are handed to `sink` as they are finished. */
export const createPgnGames = (names: Names, sink: ImportSink): PgnGames => {
  // Labels come again and again; an id does not, and is kept by the sink alone.
  const labels = createNames();
  let tags: Tags | undefined;
  const textOf = (bytes: Uint8Array, from: number, to: number): string =>
    labels.text(labels.indexOf(bytes, from, to));
  const hand = (done: Tags): ImportProblem | undefined => {
    const { line, white, black, result } = done;
    if (white === undefined || black === undefined || result === undefined)
      return problem(
        'missing-tag',
        line,
        `The game has no tag ${missingTag(done)}; White, Black and Result are needed.`,
      );
    if (done.id !== '' && sink.isRepeat(done.id)) return undefined;
    const variant = done.variant.toLowerCase();
    const pool = standardVariants.includes(variant) ? '' : variant;
    if (result === null) sink.unfinished(white, black, pool);
    else sink.game(white, black, withFault(result, done.termination.toLowerCase()), pool);
    return undefined;
  };
  return {
    open: (line) => {
      tags = noTags(line);
    },
    set: (source, tag, line) => {
      if (tag.name === undefined || tags === undefined) return undefined;
      const [bytes, from, to] = valueOf(source, tag);
      const name = (): number | undefined => (from === to ? undefined : names.indexOf(bytes, from, to));
      switch (tag.name) {
        case 'White':
          return setName(tags, 'white', name(), line);
        case 'Black':
          return setName(tags, 'black', name(), line);
        case 'Result':
          return setResult(tags, textOf(bytes, from, to), line);
        case 'Termination':
          tags.termination = textOf(bytes, from, to);
          return undefined;
        case 'Variant':
          tags.variant = textOf(bytes, from, to);
          return undefined;
        case 'GameId':
          tags.id = decodeText(bytes.subarray(from, to));
          return undefined;
      }
    },
    finish: () => {
      const done = tags;
      tags = undefined;
      return done && hand(done);
    },
  };
};
