import assert from 'node:assert/strict';
import { canonical } from '../../games/canonical.ts';
import type { AnyGame, Json, Seat, Viewer } from '../../games/game.ts';
import { labelledRng } from '../../games/rng.ts';
import { actionsSeen } from './actions.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Law } from './law.ts';
import { type Playout, sampleOf } from './playout.ts';

const redealsAState = 3;

/** All that a viewer is ever told about a state: view, texts, whose turn, legal actions, refusals. */
const toldTo = (game: AnyGame, state: Json, viewer: Viewer, before: Json, tried: readonly Json[]): Json => {
  const view = game.view(state, viewer);
  const refusals = (seat: Seat): Json =>
    tried.map((action) => (game.check(state, seat, action) ?? null) as Json);
  return {
    actors: game.actors(state),
    advantage: viewer === 'public' ? (game.advantage?.(view) ?? null) : null,
    legal: typeof viewer === 'number' ? game.legalActions(state, viewer) : null,
    news: game.news(before, view),
    outcome: (game.outcome(state) ?? null) as unknown as Json,
    refusals: typeof viewer === 'number' ? refusals(viewer) : null,
    text: game.describe(view),
    view: JSON.stringify(view),
  };
};

const secretsStaySecret: Law = {
  number: 7,
  name: 'states that differ only in what a viewer cannot know tell it the same, byte for byte',
  holds: ({ game, samples, redeal }, playout) => {
    if (game.traits.information === 'perfect') return;
    assert.ok(redeal !== undefined, 'a game of imperfect information needs a redeal');
    const tried = actionsSeen(game, playout);
    const viewers: Viewer[] = ['public', ...game.roles(playout.config).keys()];
    let changed = 0;
    for (const at of sampleOf(playout, samples))
      for (const viewer of viewers) {
        const state = playout.states[at]!;
        const before = game.view(playout.states[Math.max(0, at - 1)], viewer);
        const told = canonical(toldTo(game, state, viewer, before, tried));
        for (let n = 0; n < redealsAState; n++) {
          const other: Json = deepFreeze(redeal(state, viewer, labelledRng(playout.seed, 'redeal', at, n)));
          if (canonical(other) !== canonical(state)) changed += 1;
          assert.equal(
            canonical(toldTo(game, other, viewer, before, tried)),
            told,
            `step ${at}: ${viewer} can tell two deals apart`,
          );
        }
      }
    assert.ok(changed > 0, 'the redeal never changes a state, so it proves nothing');
  },
};

const perfectHidesNothing: Law = {
  number: 7,
  name: 'with perfect information all viewers see the same but for who they are',
  holds: ({ game, samples }, playout) => {
    if (game.traits.information === 'imperfect') return;
    const seen = (at: number, viewer: Viewer): string => {
      const { viewer: _viewer, ...rest } = game.view(playout.states[at], viewer) as { viewer?: Viewer };
      return canonical(rest);
    };
    for (const at of sampleOf(playout, samples))
      for (const viewer of [...game.roles(playout.config).keys(), 'referee'] as const)
        assert.equal(seen(at, viewer), seen(at, 'public'), `step ${at}: ${viewer} sees other things`);
  },
};

const determinisedAgrees: Law = {
  number: 10,
  name: 'a determinised state gives back its view, actors and legal actions, and can be played',
  holds: (subject, playout) => {
    if (subject.game.determinise === undefined) return;
    for (const at of sampleOf(playout, subject.samples))
      for (const viewer of ['public', ...subject.game.roles(playout.config).keys()] as const)
        assertDeterminised(subject.game, playout, at, viewer);
  },
};

const assertDeterminised = (game: AnyGame, playout: Playout, at: number, viewer: Viewer): void => {
  const state = playout.states[at]!;
  const view = deepFreeze(game.view(state, viewer));
  const rng = () => labelledRng(playout.seed, 'determinise', at);
  const full: Json = deepFreeze(game.determinise!(view, rng()));
  assert.equal(canonical(full), canonical(game.determinise!(view, rng())), 'one generator, two states');
  assert.equal(JSON.stringify(full), canonical(full), 'a determinised state is canonical');
  assert.equal(canonical(game.view(full, viewer)), canonical(view), `step ${at}: another view for ${viewer}`);
  assert.deepEqual(game.actors(full), game.actors(state));
  if (typeof viewer === 'number')
    assert.deepEqual(game.legalActions(full, viewer), game.legalActions(state, viewer));
  const moves = new Map(game.actors(full).map((seat) => [seat, game.legalActions(full, seat)[0]] as const));
  if (moves.size > 0) game.step(full, moves, rng());
};

export const secrecyLaws: readonly Law[] = [secretsStaySecret, perfectHidesNothing, determinisedAgrees];
