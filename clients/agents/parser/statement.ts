import type { Json } from '../../../games/game.ts';
import { keyOf, type MoveReader } from './move-reader.ts';

/**
 * All that may stand beside a move in a sentence that does nothing but name it. A sentence with any other word may
 * deny the move, doubt it, give it to the other side or only talk of it, so it names nothing.
 */
const plainWords = new Set(
  (
    'i ill im my we our a an the this is be so ok okay thus therefore hence will am going to choose chose pick select ' +
    'play playing take place mark go with for on at in make move action answer final best decision choice response ' +
    'cell square position spot piece here now please and'
  ).split(' '),
);

/** Words that point at what follows: after them even `a` and `i` are names of cells. */
const pointers = new Set(['cell', 'square', 'position', 'spot']);

const sentenceEnd = /(?<=[.!?])\s+|\n+/;
const marksAround = /^[\s"'`“”‘’*_()[\]{}<>.,;:!–—-]+|[\s"'`“”‘’*_()[\]{}<>.,;:!–—-]+$/gu;
const isMarked = (token: string): boolean => /^[.,;:!]*["'`“‘*_([{<].*["'`”’*_)\]}>][.,;:!]*$/su.test(token);

interface Token {
  readonly word: string;
  readonly bare: string;
  readonly action: Json | undefined;
  /** It has the form of a move, whether or not it can be played. */
  readonly isMove: boolean;
  readonly isPlain: boolean;
}

const readToken = (raw: string, before: string | undefined, reader: MoveReader): Token => {
  const bare = raw.replaceAll(marksAround, '');
  const word = bare.toLowerCase().replaceAll(/['’]/gu, '');
  const isPlain =
    bare === '' ||
    (plainWords.has(word) && !isMarked(raw) && (before === undefined || !pointers.has(before)));
  const reading = bare === '' ? undefined : reader.text(bare);
  const action = reading !== undefined && 'action' in reading ? reading.action : undefined;
  const isMove =
    action !== undefined || (reading !== undefined && 'problem' in reading && isMoveLike(reading.problem));
  return { word, bare, action, isMove, isPlain };
};

const isMoveLike = (problem: string): boolean => problem === 'illegal' || problem === 'ambiguous';

const tokensOf = (text: string, reader: MoveReader): readonly Token[] => {
  let before: string | undefined;
  return text.split(/\s+/u).map((raw) => {
    const token = readToken(raw, before, reader);
    if (token.bare !== '') before = token.word;
    return token;
  });
};

/** What the sentences of a text that do nothing but name a move name. */
export type Statement =
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly said: string }
  | { readonly kind: 'one'; readonly action: Json; readonly said: string };

const namedBy = (sentence: string, reader: MoveReader): Json | undefined => {
  if (sentence.trimEnd().endsWith('?')) return undefined;
  const tokens = tokensOf(sentence, reader);
  const moves = tokens.filter(({ isMove, isPlain }) => isMove && !isPlain);
  const rest = tokens.filter(({ isMove, isPlain }) => !isMove && !isPlain);
  const [first] = moves;
  // `I` alone on its line is the cell: nothing else can be meant.
  if (first === undefined && tokens.filter(({ bare }) => bare !== '').length === 1)
    return tokens.find(({ bare }) => bare !== '')?.action;
  if (first?.action === undefined || rest.length > 0) return undefined;
  return moves.every(({ action }) => action !== undefined && keyOf(action) === keyOf(first.action!))
    ? first.action
    : undefined;
};

/** Every token that has the form of a move, by what it reads as; what cannot be played counts as a move of its own. */
const mentionsOf = (text: string, reader: MoveReader): ReadonlySet<string> =>
  new Set(
    tokensOf(text, reader)
      .filter(({ isMove, isPlain }) => isMove && !isPlain)
      .map(({ action, bare }) => (action === undefined ? `?${bare}` : keyOf(action))),
  );

/** Whether the text speaks of a move other than `action`. */
export const mentionsOther = (text: string, action: Json, reader: MoveReader): boolean =>
  [...mentionsOf(text, reader)].some((mention) => mention !== keyOf(action));

/** Words with which a text takes back what it has said. */
export const takingBack =
  /\b(?:no|not|never|wait|instead|rather|actually|wrong|illegal|blunder|mistake|resign|unless|if|or|cannot|sorry)\b|n['’]t\b/iu;

/** The one move that a text states. A text that speaks of any other move states none: it might mean that one. */
export const findStatement = (text: string, reader: MoveReader): Statement => {
  const stated = text.split(sentenceEnd).flatMap((sentence) => {
    const action = namedBy(sentence, reader);
    return action === undefined ? [] : [{ action, said: sentence.trim() }];
  });
  const [first] = stated;
  if (first === undefined) return { kind: 'none' };
  const rest = text.slice(text.indexOf(first.said) + first.said.length);
  const isOne = !mentionsOther(text, first.action, reader) && !takingBack.test(rest);
  return isOne ? { kind: 'one', ...first } : { kind: 'several', said: stated.at(-1)!.said };
};
