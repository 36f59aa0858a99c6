import { describe, expect, test } from 'vitest';
import { gameById } from '../games/registry.ts';
import type { AttemptsPolicy } from './format.ts';
import {
  deadline,
  fault,
  refuse,
  spare,
  stepOnce,
  tell,
  tellFromStart,
  toDefault,
  verifyStory,
  voided,
  type Story,
} from './samples/stories.ts';

const hands = gameById('rock-paper-scissors')!;
const world = gameById('crafting-world')!;

const expectInvalid = async (lines: readonly string[], code: string, game?: typeof hands): Promise<void> => {
  const verdict = await verifyStory(lines, game);
  expect(verdict).toMatchObject({ status: 'invalid', signature: 'trusted', code });
  expect(verdict.why).toMatch(/\.$/);
};

const playOut: Story = (draft) => {
  while (draft.actors().length > 0) stepOnce(draft);
  return draft.end('normal');
};

describe('play does not go on after what has decided the match', () => {
  const stories: [string, string, Story, AttemptsPolicy?][] = [
    [
      'a resignation',
      'evidence',
      (d) => {
        d.event({ kind: 'resign', seat: 1 });
        return playOut(d);
      },
    ],
    [
      'the deadline of a seat that was away',
      'evidence',
      (d) => {
        d.event({ kind: 'disconnect', seat: 0 });
        deadline(d, 'disconnect', 0);
        return playOut(d);
      },
    ],
    [
      'a cancellation',
      'evidence',
      (d) => {
        d.event({ kind: 'cancelled' });
        return playOut(d);
      },
    ],
    [
      'a failure',
      'evidence',
      (d) => {
        d.event({ kind: 'failure', code: 'store' });
        return playOut(d);
      },
    ],
    [
      'a deadline, though another seat then resigns',
      'evidence',
      (d) => {
        deadline(d, 'move');
        d.event({ kind: 'resign', seat: 0 });
        return d.end('resign', null, 0);
      },
    ],
    [
      'a resignation, though another seat resigns as well',
      'evidence',
      (d) => {
        for (const seat of [1, 0]) d.event({ kind: 'resign', seat });
        return d.end('resign', null, 0);
      },
    ],
    [
      'the last attempt, though another seat then resigns',
      'attempts',
      (d) => {
        refuse(d, 3);
        d.event({ kind: 'resign', seat: 0 });
        return d.end('resign', null, 0);
      },
    ],
    [
      'the last attempt, though its time is up as well',
      'attempts',
      (d) => {
        refuse(d, 2);
        deadline(d, 'move');
        return d.end('timeout', fault('timeout'), 1);
      },
      toDefault(spare),
    ],
    [
      'the rules',
      'evidence',
      (d) => {
        while (d.actors().length > 0) stepOnce(d);
        d.event({ kind: 'resign', seat: 0 });
        return d.end('normal');
      },
    ],
  ];
  test.each(stories)('%s', async (_, code, story, attempts) =>
    expectInvalid(tell(story, attempts).lines, code),
  );
});

describe('what decides a match has to be true where it stands', () => {
  test('no deadline passes for a seat whose action is final', async () => {
    const { lines } = tellFromStart(hands, (d) => {
      d.hold(0, 'rock');
      d.event({ kind: 'deadline', seat: 0, turn: 1, code: 'move' });
      return d.end('timeout', fault('timeout', 0), 0);
    });
    await expectInvalid(lines, 'evidence', hands);
  });

  test('a default action that is final is no forfeit', async () => {
    const { lines } = tellFromStart(
      hands,
      (d) => {
        refuse(d, 2, 0);
        d.hold(0, 'rock', { attempts: 2, source: 'default' });
        return d.end('attempts', { seat: 0, class: 'empty' }, 0);
      },
      { max: 2, then: { default: 'rock' } },
    );
    await expectInvalid(lines, 'evidence', hands);
  });

  test('nobody loses by a deadline that passed for both', async () => {
    const { lines } = tellFromStart(hands, (d) => {
      for (const seat of [0, 1]) d.event({ kind: 'deadline', seat, turn: 1, code: 'move' });
      return d.end('timeout', fault('timeout', 0), 0);
    });
    await expectInvalid(lines, 'evidence', hands);
  });

  test('a match of one is lost by its deadline, and not called off', async () => {
    const { lines } = tellFromStart(world, (d) => {
      d.event({ kind: 'deadline', seat: 0, turn: 1, code: 'move' });
      return d.end('aborted');
    });
    await expectInvalid(lines, 'evidence', world);
  });

  const stories: [string, string, Story, AttemptsPolicy?][] = [
    [
      'nobody forfeits where the policy has an action to play',
      'evidence',
      (d) => {
        refuse(d, 2);
        return d.end('attempts', { seat: 1, class: 'empty' }, 1);
      },
      toDefault(spare),
    ],
    [
      'the deadlines of all that call a match off are of those who act or are away',
      'evidence',
      (d) => {
        for (const seat of [0, 1]) deadline(d, 'move', seat);
        return d.end('aborted');
      },
    ],
    [
      'nobody is absent from a match that has begun',
      'evidence',
      (d) => {
        d.event({ kind: 'absent', seat: 1 });
        return d.end('aborted');
      },
    ],
    [
      'a deadline is of a kind that there is',
      'event',
      (d) => {
        deadline(d, 'boredom');
        return voided(d);
      },
    ],
    [
      'a default action took all attempts',
      'attempts',
      (d) => {
        refuse(d, 2);
        d.step(new Map([[1, spare]]), { attempts: 77, source: 'default' });
        return voided(d);
      },
      toDefault(spare),
    ],
    [
      'a lost match is not void',
      'evidence',
      (d) => {
        deadline(d, 'move');
        return d.end('void-infra');
      },
    ],
    ['a void match says what failed', 'evidence', (d) => d.end('void-infra')],
  ];
  test.each(stories)('%s', async (_, code, story, attempts) =>
    expectInvalid(tell(story, attempts).lines, code),
  );
});
