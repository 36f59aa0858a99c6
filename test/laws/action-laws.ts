import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonical } from '../../games/canonical.ts';
import type { AnyGame, Json, Seat } from '../../games/game.ts';
import { actionsSeen, isListed } from './actions.ts';
import type { Law } from './law.ts';
import { isAnotherNotation, mutationsOf, type Mutation } from './mutations.ts';
import { type Playout, sampleOf } from './playout.ts';

/** Calls `visit` for each actor at sampled steps. */
const eachActor = (
  game: AnyGame,
  playout: Playout,
  samples: number,
  visit: (state: Json, seat: Seat, at: number) => void,
): void => {
  for (const at of sampleOf(playout, samples)) {
    const state = playout.states[at]!;
    for (const seat of game.actors(state)) visit(state, seat, at);
  }
};

const listedIsLegal: Law = {
  number: 2,
  name: 'each actor has legal actions, all different, and each passes check and the schema',
  holds: ({ game, samples }, playout) =>
    eachActor(game, playout, samples, (state, seat) => {
      const legal: readonly Json[] = game.legalActions(state, seat);
      assert.ok(legal.length > 0, `seat ${seat} must act and has no legal action`);
      assert.equal(new Set(legal.map(canonical)).size, legal.length, 'an action is listed twice');
      for (const action of legal) {
        assert.deepEqual(game.schemas.action.parse(action), action);
        assert.equal(game.check(state, seat, action), undefined, `listed, but refused: ${canonical(action)}`);
      }
      assert.deepEqual(game.legalActions(state, seat), legal, 'the list changes from call to call');
    }),
};

const unlistedIsRefused: Law = {
  number: 2,
  name: 'check refuses what is not listed and whoever does not act, with a code and a sentence',
  holds: ({ game, samples }, playout) => {
    const seats = game.roles(playout.config).keys();
    const tried = actionsSeen(game, playout);
    for (const seat of seats)
      for (const at of sampleOf(playout, samples)) {
        const state = playout.states[at]!;
        const isActor = game.actors(state).includes(seat);
        if (!isActor) assert.equal(game.legalActions(state, seat).length, 0, 'actions for who does not act');
        for (const action of tried) {
          const refusal = game.check(state, seat, action);
          if (refusal === undefined)
            assert.ok(
              isActor && (game.traits.actions === 'open' || isListed(game, state, seat, action)),
              `not listed, but accepted at step ${at} from seat ${seat}: ${canonical(action)}`,
            );
          else {
            assert.match(refusal.code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
            assert.ok(refusal.message.length > 0);
          }
        }
      }
  },
};

const formatsParseBack: Law = {
  number: 2,
  name: 'the formats of legal actions are all different and parse back to their actions',
  holds: ({ game, samples }, playout) =>
    eachActor(game, playout, samples, (state, seat) => {
      const view = game.view(state, seat);
      const legal: readonly Json[] = game.legalActions(state, seat);
      const texts = legal.map((action) => game.formatAction(action, view));
      texts.forEach((text, n) => assert.equal(texts.indexOf(text), n, `"${text}" stands for two actions`));
      legal.forEach((action, n) =>
        assert.deepEqual(game.parseAction(texts[n]!, view), { action }, `"${texts[n]}" does not parse back`),
      );
    }),
};

/** Texts of the fuzz that sit near what games read: words, squares, marks, numbers and the empty text. */
const nearTexts = [
  '',
  ' ',
  '\n',
  '0',
  '-1',
  'null',
  '{}',
  '[]',
  '__proto__',
  'constructor',
  'a1',
  'e4',
  'O-O',
  'A',
  '"',
];

/** As long as a frame may be; the second makes a pattern that looks for marks at the end take quadratic time. */
const hugeTexts = ['x'.repeat(200_000), `x${'*'.repeat(200_000)}x`];

const parserNeverThrows: Law = {
  number: 8,
  name: 'parseAction never throws, and what it returns is legal, formats and parses back',
  holds: ({ game, samples }, playout) => {
    const junk = fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), {
      numRuns: 20,
      seed: playout.choices[0]!,
    });
    eachActor(game, playout, samples, (state, seat, at) => {
      const view = game.view(state, seat);
      for (const text of [...junk, ...nearTexts, ...(at === 0 ? hugeTexts : [])]) {
        const parsed = game.parseAction(text, view);
        if ('problem' in parsed) {
          assert.ok(parsed.message.length > 0);
          if (text.trim() === '') assert.equal(parsed.problem, 'empty');
          continue;
        }
        assert.equal(
          game.check(state, seat, parsed.action),
          undefined,
          `"${text}" is read as an illegal action`,
        );
        assert.deepEqual(game.parseAction(game.formatAction(parsed.action, view), view), parsed);
      }
    });
  },
};

/** The texts that stand for an action: its format and, where the action is itself a text, that. */
const notationsOf = (game: AnyGame, action: Json, view: Json): string[] => {
  const format: string = game.formatAction(action, view);
  return typeof action === 'string' && action !== format ? [format, action] : [format];
};

/** Where actions cannot be listed, a lost or doubled character may write another legal action, to the letter. */
const isExactAnswer = (game: AnyGame, { kind, text }: Mutation, action: Json, view: Json): boolean =>
  game.traits.actions === 'open' && kind === 'mangled' && game.formatAction(action, view) === text;

const mutationsNeverMislead: Law = {
  number: 8,
  name: 'a mutated answer gives the same action or a problem, and two answers are a problem',
  holds: ({ game, samples, optionalMarks }, playout) =>
    eachActor(game, playout, samples, (state, seat, at) => {
      const view = game.view(state, seat);
      const action = playout.moves[at]!.get(seat)!;
      const otherActions = (game.legalActions(state, seat) as readonly Json[]).filter(
        (legal) => canonical(legal) !== canonical(action),
      );
      const others = otherActions.flatMap((other) => notationsOf(game, other, view));
      const second = others[playout.choices[0]! % Math.max(1, others.length)];
      for (const notation of notationsOf(game, action, view))
        for (const mutation of mutationsOf(notation, second)) {
          const parsed = game.parseAction(mutation.text, view);
          if ('problem' in parsed || isAnotherNotation(mutation, others, optionalMarks)) continue;
          if (isExactAnswer(game, mutation, parsed.action, view)) continue;
          assert.notEqual(
            mutation.kind,
            'doubled',
            `"${mutation.text}" names two actions and is read as one`,
          );
          assert.deepEqual(
            parsed.action,
            action,
            `"${mutation.text}" is read as ${canonical(parsed.action)}`,
          );
        }
    }),
};

export const actionLaws: readonly Law[] = [
  listedIsLegal,
  unlistedIsRefused,
  formatsParseBack,
  parserNeverThrows,
  mutationsNeverMislead,
];
