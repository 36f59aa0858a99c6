import assert from 'node:assert/strict';
import { canonical, gameStateHash, stateHash } from '../../games/canonical.ts';
import type { Json } from '../../games/game.ts';
import { stepRng } from '../../games/rng.ts';
import { actionsSeen } from './actions.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Law } from './law.ts';
import { type Playout, playOut, replay, sampleOf, startPlay } from './playout.ts';
import type { Draws } from './recording-rng.ts';

const textsOf = (playout: Playout): string[] => playout.states.map((state) => JSON.stringify(state));

const assertSameStates = (texts: readonly string[], expected: readonly string[], what: string): void => {
  const at = expected.findIndex((text, step) => texts[step] !== text);
  assert.equal(texts[at], expected[at], `${what}: state ${at} differs`);
  assert.equal(texts.length, expected.length, what);
};

const nothingChangesItsInput: Law = {
  number: 3,
  name: 'no rule changes a state, an action or a configuration, and a refusal changes nothing',
  holds: ({ game, samples }, playout) => {
    // States and configurations are frozen, so a write throws; a change behind a getter or a map shows in the text.
    const before = textsOf(playout);
    const tried = deepFreeze(actionsSeen(game, playout));
    for (const at of sampleOf(playout, samples)) {
      const state = playout.states[at]!;
      for (const seat of game.roles(playout.config).keys()) {
        const legal = canonical(game.legalActions(state, seat));
        for (const action of tried) game.check(state, seat, action);
        assert.equal(canonical(game.legalActions(state, seat)), legal, 'a refusal changed the legal actions');
      }
      if (at < playout.moves.length)
        game.step(state, deepFreeze(playout.moves[at]!), stepRng(playout.seed, at + 1));
    }
    assertSameStates(textsOf(playout), before, 'a rule changed a state');
  },
};

const replayIsExact: Law = {
  number: 4,
  name: 'the same seed and moves give the same states, hash for hash',
  holds: ({ game }, playout) => {
    const again = replay(game, playout);
    assertSameStates(textsOf(again), textsOf(playout), 'replayed');
    assert.deepEqual(again.states.map(stateHash), playout.states.map(stateHash));
  },
};

/** Fails on all that JSON loses: undefined, NaN, -0, maps, dates, classes, holes, functions. */
const assertPlainJson = (value: unknown, path: string): void => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    assert.ok(
      Number.isFinite(value) && !Object.is(value, -0),
      `${path} is ${Object.is(value, -0) ? '-0' : value}`,
    );
    return;
  }
  assert.ok(typeof value === 'object', `${path} is of type ${typeof value}`);
  const prototype: unknown = Object.getPrototypeOf(value);
  assert.ok(prototype === Object.prototype || prototype === Array.prototype, `${path} is not a plain value`);
  for (const key of Reflect.ownKeys(value)) {
    if (Array.isArray(value) && key === 'length') continue;
    assert.ok(typeof key === 'string', `${path} has a symbol for a key`);
    assertPlainJson((value as Record<string, unknown>)[key], `${path}.${key}`);
  }
};

const statesSurviveJson: Law = {
  number: 4,
  name: 'every state is plain JSON in canonical order, and so is every view',
  holds: ({ game, samples }, playout) => {
    playout.states.forEach((state, at) => {
      assertPlainJson(state, `state ${at}`);
      const text = JSON.stringify(state);
      assert.equal(text, canonical(state), `state ${at} is not built in canonical order`);
      assert.equal(stateHash(JSON.parse(text)), stateHash(state), `state ${at} hashes otherwise once parsed`);
      assert.equal(gameStateHash(state), stateHash(state), `state ${at} hashes otherwise by its plain text`);
    });
    const viewers = ['public', 'referee', ...game.roles(playout.config).keys()] as const;
    for (const at of sampleOf(playout, samples))
      for (const viewer of viewers) {
        const view: Json = game.view(playout.states[at], viewer);
        assertPlainJson(view, `view of ${viewer} at ${at}`);
        assert.equal(game.describe(JSON.parse(JSON.stringify(view))), game.describe(view));
      }
  },
};

const restoredContinuesAlike: Law = {
  number: 4,
  name: 'a match restored from JSON half-way continues as it did',
  holds: ({ game }, playout) => {
    const half = Math.floor(playout.moves.length / 2);
    let state: Json = deepFreeze(JSON.parse(JSON.stringify(playout.states[half])));
    for (let at = half; at < playout.moves.length; at++) {
      state = deepFreeze(game.step(state, playout.moves[at]!, stepRng(playout.seed, at + 1)));
      assert.equal(
        JSON.stringify(state),
        JSON.stringify(playout.states[at + 1]),
        `restored: state ${at + 1} differs`,
      );
    }
  },
};

const interleavedPlayAlone: Law = {
  number: 5,
  name: 'two matches interleaved in one process play as each would alone',
  holds: ({ game }, playout) => {
    const { config, seed, choices } = playout;
    const other = {
      config,
      seed: seed.split('').reverse().join(''),
      choices: choices.map((choice) => choice + 1),
    };
    const otherAlone = playOut(game, other);
    const plays = [startPlay(game, playout), startPlay(game, other)] as const;
    for (let isPlaying = true; isPlaying;)
      isPlaying = plays.map((play) => play.advance()).some((advanced) => advanced);
    assertSameStates(textsOf(plays[0].playout), textsOf(playout), 'interleaved');
    assertSameStates(textsOf(plays[1].playout), textsOf(otherAlone), 'interleaved');
  },
};

const assertSharedDrawsEqual = (ours: Draws, theirs: Draws): void => {
  for (const [source, drawn] of ours) {
    const length = Math.min(drawn.length, theirs.get(source)?.length ?? 0);
    if (source !== '')
      assert.deepEqual(
        drawn.slice(0, length),
        theirs.get(source)?.slice(0, length) ?? [],
        `stream ${source}`,
      );
  }
};

const streamsIgnorePlay: Law = {
  number: 11,
  name: 'two matches of one seed draw equal values from equal streams, whatever is played',
  holds: ({ game, streamsOnly }, playout) => {
    const other = { ...playout, choices: playout.choices.map((choice) => choice * 3 + 1) };
    assertSharedDrawsEqual(playout.draws, playOut(game, other).draws);
    if (streamsOnly)
      assert.ok(!playout.draws.has(''), 'chance is declared to come from streams, not the step');
    if (!game.traits.chance) assert.equal(playout.draws.size, 0, 'a game without chance draws');
  },
};

export const replayLaws: readonly Law[] = [
  nothingChangesItsInput,
  replayIsExact,
  statesSurviveJson,
  restoredContinuesAlike,
  interleavedPlayAlone,
  streamsIgnorePlay,
];
