import { describe, expect, test } from 'vitest';
import type { Json } from '../../games/game.ts';
import { type Answer, readAnswer } from '../../clients/agents/parser/answer.ts';
import { harmless, without } from './mutations.ts';
import { type Notation, notations } from './notations.ts';
import { shared } from './shared.ts';
import { type Case, fill } from './template.ts';

const casesOf = ({ trios, own }: Notation): readonly Case[] =>
  [...shared, ...own].map((template, at) => ({
    ...template,
    trio: trios[at % trios.length]!,
    text: fill(template.text, trios[at % trios.length]!),
  }));

const actionOf = ({ game, view }: Notation, text: string): Json => {
  const parsed = game.parseAction(text, view);
  if (!('action' in parsed)) throw new Error(`${text} is no move of ${game.id}: ${parsed.problem}`);
  return parsed.action as Json;
};

const read = ({ game, view }: Notation, { text, expected }: Pick<Case, 'text' | 'expected'>): Answer =>
  readAnswer({ text, finish: expected === 'truncated' ? 'length' : 'stop' }, game, view);

const meantBy = (notation: Notation, one: Case): Json | undefined =>
  one.expected === 'move' ? actionOf(notation, one.means ?? one.trio.m) : undefined;

/** What an answer was read as, in a word. */
const wordOf = (answer: Answer): string =>
  'action' in answer ? `move ${JSON.stringify(answer.action)}` : answer.problem;

const expectedWord = (notation: Notation, one: Case): string | RegExp => {
  const meant = meantBy(notation, one);
  if (meant !== undefined) return `move ${JSON.stringify(meant)}`;
  // Not every game has a move that it knows and that cannot be played.
  const illegal = notation.game.parseAction(one.trio.x, notation.view);
  const hasIllegal = 'problem' in illegal && illegal.problem === 'illegal';
  return one.expected === 'refused' || (one.expected === 'illegal' && !hasIllegal)
    ? /^(?:unparsable|ambiguous|illegal|empty)$/
    : one.expected;
};

const wrongMoves = (notation: Notation, one: Case, texts: readonly string[]): readonly string[] => {
  const meant = meantBy(notation, one);
  return texts.filter((text) => {
    const answer = read(notation, { ...one, text });
    return 'action' in answer && JSON.stringify(answer.action) !== JSON.stringify(meant);
  });
};

describe.each(notations.map((notation) => ({ ...notation, notation })))(
  'answers in $name',
  ({ notation }) => {
    const cases = casesOf(notation);

    test('there are many, and their moves are what they are said to be', () => {
      expect(new Set(cases.map(({ text }) => text)).size).toBeGreaterThanOrEqual(150);
      for (const { m, o, x } of notation.trios) {
        expect(actionOf(notation, m)).not.toEqual(actionOf(notation, o));
        expect(notation.game.parseAction(x, notation.view)).toHaveProperty('problem');
      }
    });

    test('are read as what is meant, or refused', () => {
      const wrong = cases.flatMap((one) => {
        const due = expectedWord(notation, one);
        const word = wordOf(read(notation, one));
        const isRight = typeof due === 'string' ? word === due : due.test(word);
        return isRight ? [] : [`${JSON.stringify(one.text)}: ${word}, not ${due}`];
      });
      expect(wrong).toEqual([]);
    });

    test.each(harmless)('are never read as another move after a change: $name', ({ mutate }) => {
      expect(cases.flatMap((one) => wrongMoves(notation, one, [mutate(one.text)]))).toEqual([]);
    });

    test('are never read as another move when a character outside of the moves is lost', () => {
      const wrong = cases
        .filter(({ expected, means }) => expected === 'move' && means === undefined)
        .flatMap((one) => {
          const said = [one.trio.m, one.trio.o, one.trio.x];
          const isInMove = (at: number): boolean =>
            said.some((move) => {
              const from = one.text.lastIndexOf(move, at);
              return from >= 0 && at < from + move.length;
            });
          const texts = Array.from(one.text, (_, at) => at)
            .filter((at) => !isInMove(at))
            .map((at) => without(one.text, at));
          return wrongMoves(notation, one, texts);
        });
      expect(wrong).toEqual([]);
    });

    test('that were cut off are never read as a move, wherever', () => {
      const cut = cases.flatMap(({ text }) => Array.from(text, (_, at) => text.slice(0, at + 1)));
      const answers = cut.map((text) => readAnswer({ text, finish: 'length' }, notation.game, notation.view));
      expect(new Set(answers.map(wordOf))).toEqual(new Set(['truncated']));
    });
  },
);
