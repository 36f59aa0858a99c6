import { describe, expect, test } from 'vitest';
import { gameById } from '../games/registry.ts';
import type { AttemptsPolicy } from './format.ts';
import { ledgerRowOf } from './tally.ts';
import type { Verdict } from './verdict.ts';
import {
  board,
  deadline,
  defaultAfterAttempts,
  fault,
  judged,
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

describe('endings that the log bears out', () => {
  const stories: [string, Story, AttemptsPolicy?][] = [
    [
      'attempts',
      (d) => {
        refuse(d, 3);
        return d.end('attempts', fault('unparsable'), 1);
      },
    ],
    [
      'timeout',
      (d) => {
        deadline(d, 'move');
        return d.end('timeout', fault('timeout'), 1);
      },
    ],
    [
      'disconnect of the seat that does not act',
      (d) => {
        d.event({ kind: 'disconnect', seat: 0 });
        stepOnce(d);
        stepOnce(d);
        deadline(d, 'disconnect', 0);
        return d.end('disconnect', fault('disconnect', 0), 0);
      },
    ],
    [
      'disconnect since the match was adopted',
      (d) => {
        d.event({ kind: 'adopted' });
        deadline(d, 'disconnect');
        return d.end('disconnect', fault('disconnect'), 1);
      },
    ],
    [
      'budget',
      (d) => {
        deadline(d, 'budget');
        return d.end('budget', fault('budget'), 1);
      },
    ],
    [
      'resign',
      (d) => {
        d.event({ kind: 'resign', seat: 0 });
        return d.end('resign', null, 0);
      },
    ],
    [
      'a deadline of every player',
      (d) => {
        for (const seat of [0, 1]) d.event({ kind: 'disconnect', seat });
        for (const seat of [0, 1]) deadline(d, 'disconnect', seat);
        return d.end('aborted');
      },
    ],
    [
      'a deadline of the one that acts, and of the other one that is away',
      (d) => {
        d.event({ kind: 'disconnect', seat: 0 });
        deadline(d, 'disconnect', 0);
        deadline(d, 'move', 1);
        return d.end('aborted');
      },
    ],
    [
      'cancellation',
      (d) => {
        d.event({ kind: 'cancelled' });
        return d.end('aborted');
      },
    ],
    [
      'failure',
      (d) => {
        d.event({ kind: 'failure', code: 'store' });
        return d.end('void-infra');
      },
    ],
    [
      "a failure of a model's provider",
      (d) => {
        d.event({ kind: 'failure', seat: 1, ms: 900, code: 'provider-http-503' });
        return d.end('void-provider');
      },
    ],
    ['a default action after all attempts', defaultAfterAttempts, toDefault(spare)],
    [
      'attempts where the declared action cannot be played',
      (d) => {
        stepOnce(d);
        stepOnce(d);
        refuse(d, 2);
        return d.end('attempts', { seat: 1, class: 'empty' }, 1);
      },
      toDefault(spare),
    ],
    [
      'attempts that were used up before the match was adopted',
      (d) => {
        refuse(d, 3);
        d.event({ kind: 'adopted' });
        d.event({ kind: 'reconnect', seat: 0 });
        return d.end('attempts', fault('unparsable'), 1);
      },
    ],
  ];
  test.each(stories)('%s', async (_, story, attempts) => {
    const { lines, row } = tell(story, attempts);
    expect(await verifyStory(lines)).toMatchObject({ status: 'valid', warnings: [] });
    expect(ledgerRowOf(lines, gameById)).toEqual(row);
  });

  test('absence', async () => {
    const { lines } = tellFromStart(board, (d) => {
      for (const seat of [0, 1]) d.event({ kind: 'absent', seat });
      return d.end('aborted');
    });
    expect(await verifyStory(lines)).toMatchObject({ status: 'valid', warnings: [] });
  });
});

describe('void matches', () => {
  test('that had a result carry a warning', async () => {
    const { lines } = tell((draft) => {
      while (draft.actors().length > 0) stepOnce(draft);
      return voided(draft);
    });
    const { status, warnings } = await verifyStory(lines);
    expect({ status, warnings }).toEqual({
      status: 'valid',
      warnings: ['The match is void, but by the rules it had a result.'],
    });
  });

  test('is no place where the policy may rule for an arbiter', async () => {
    const { lines } = tell(defaultAfterAttempts, toDefault(spare), judged);
    expect(await verifyStory(lines, judged)).toMatchObject({ status: 'invalid', code: 'default-action' });
  });

  test('may blame an arbiter, which cannot forfeit', async () => {
    const end = (how: Story): Promise<Verdict> =>
      verifyStory(
        tell(
          (d) => {
            deadline(d, 'move');
            return how(d);
          },
          undefined,
          judged,
        ).lines,
        judged,
      );
    expect(await end((d) => d.end('void-arbiter', fault('timeout')))).toMatchObject({
      status: 'valid',
      warnings: [],
    });
    expect(await end((d) => d.end('timeout', fault('timeout'), 1))).toMatchObject({
      status: 'invalid',
      code: 'outcome',
    });
    expect(await end((d) => d.end('void-arbiter'))).toMatchObject({ status: 'invalid', code: 'evidence' });
    expect(await end((d) => d.end('void-infra', fault('timeout')))).toMatchObject({
      status: 'invalid',
      code: 'fault',
    });
  });

  test.each<[string, Story]>([
    [
      'by its attempts',
      (d) => {
        refuse(d, 3);
        return d.end('void-arbiter', fault('unparsable'));
      },
    ],
    [
      'by its own word',
      (d) => {
        d.event({ kind: 'resign', seat: 1 });
        return d.end('void-arbiter');
      },
    ],
  ])('an arbiter voids a match %s, and a player never', async (_, story) => {
    expect(await verifyStory(tell(story, undefined, judged).lines, judged)).toMatchObject({
      status: 'valid',
    });
    expect(await verifyStory(tell(story).lines)).toMatchObject({ status: 'invalid', code: 'fault' });
  });
});
