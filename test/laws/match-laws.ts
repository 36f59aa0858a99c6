import assert from 'node:assert/strict';
import type { AnyGame, Json, Outcome, Role } from '../../games/game.ts';
import { forfeitOutcome } from '../../games/outcome.ts';
import type { Law } from './law.ts';
import { sampleOf } from './playout.ts';

const rolesOf = (game: AnyGame, config: Json): readonly Role[] => game.roles(config);

const endsInTime: Law = {
  number: 1,
  name: 'a match ends within stepsMax, and nobody acts exactly when it has an outcome',
  holds: ({ game }, { config, states, moves }) => {
    const roles = rolesOf(game, config);
    assert.ok(moves.length <= game.traits.stepsMax);
    states.forEach((state, at) => {
      const actors = game.actors(state);
      const isOver = game.outcome(state) !== undefined;
      assert.equal(
        actors.length === 0,
        isOver,
        `step ${at}: actors are [${actors.join()}], over is ${isOver}`,
      );
      assert.equal(isOver, at === states.length - 1, `step ${at}: over before the last state, or never`);
      assert.deepEqual(
        actors,
        [...new Set(actors)].sort((a, b) => a - b),
        'actors are in rising order',
      );
      assert.ok(actors.every((seat) => roles[seat] !== undefined));
      if (game.traits.dynamics === 'sequential') assert.ok(actors.length <= 1, 'one actor at a time');
    });
  },
};

/** One score and place a seat, null exactly for arbiters, the sum as declared, places that follow the scores. */
const assertOutcome = (game: AnyGame, roles: readonly Role[], outcome: Outcome): void => {
  const { scores, places, reason } = outcome;
  assert.equal(scores.length, roles.length);
  assert.equal(places.length, roles.length);
  assert.ok(reason.length > 0);
  roles.forEach((role, seat) => {
    assert.equal(scores[seat] === null, role.kind === 'arbiter', `score of seat ${seat}`);
    assert.equal(places[seat] === null, role.kind === 'arbiter', `place of seat ${seat}`);
  });
  const players = roles.flatMap((role, seat) => (role.kind === 'player' ? [seat] : []));
  assert.ok(players.some((seat) => places[seat] === 1));
  for (const one of players)
    for (const other of players)
      assert.equal(places[one]! < places[other]!, scores[one]! > scores[other]!, 'places follow scores');
  const { utility } = game.traits;
  const sum = scores.reduce<number>((total, score) => total + (score ?? 0), 0);
  if (utility !== 'general') assert.ok(Math.abs(sum - utility.sum) < 1e-9, `scores add up to ${sum}`);
};

const scoresSum: Law = {
  number: 6,
  name: 'scores: one a seat, null exactly for arbiters, adding up as the game declares',
  holds: ({ game }, { config, states }) => {
    const roles = rolesOf(game, config);
    const players = roles.filter((role) => role.kind === 'player').length;
    assert.equal(players, game.traits.players);
    const outcome = game.outcome(states.at(-1)!)!;
    assertOutcome(game, roles, outcome);
    const winners = outcome.places.filter((place) => place === 1).length;
    if (!game.traits.draws && players > 1) assert.equal(winners, 1, 'a draw in a game without draws');
  },
};

const forfeitsLose: Law = {
  number: 6,
  name: 'a forfeit at any step is an outcome that sums and places the offender last',
  holds: ({ game, samples }, playout) => {
    const roles = rolesOf(game, playout.config);
    for (const at of sampleOf(playout, samples)) {
      const state = playout.states[at]!;
      if (game.outcome(state) !== undefined) continue;
      roles.forEach((role, seat) => {
        if (role.kind === 'arbiter') return;
        const outcome = forfeitOutcome(game, roles, state, seat);
        assertOutcome(game, roles, outcome);
        const place = outcome.places[seat]!;
        assert.ok(
          outcome.places.every((other, at) => other === null || at === seat || other < place),
          'a forfeit is not last',
        );
      });
    }
  },
};

const advantageIsBounded: Law = {
  number: 6,
  name: 'the advantage, where there is one, is a number in [-1, 1] for each seat',
  holds: ({ game }, { config, states }) => {
    if (game.advantage === undefined) return;
    for (const state of states) {
      const advantage = game.advantage(game.view(state, 'public'));
      assert.equal(advantage.length, rolesOf(game, config).length);
      assert.ok(
        advantage.every((chance) => chance >= -1 && chance <= 1),
        `advantage ${advantage.join()}`,
      );
    }
  },
};

export const matchLaws: readonly Law[] = [endsInTime, scoresSum, forfeitsLose, advantageIsBounded];
