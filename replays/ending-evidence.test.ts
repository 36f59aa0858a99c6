import { describe, expect, test } from 'vitest';
import type { AttemptsPolicy } from './format.ts';
import { forgeLog } from './samples/forge.ts';
import {
  deadline,
  fault,
  key,
  refuse,
  stepOnce,
  tell,
  verifyStory,
  voided,
  type Story,
} from './samples/stories.ts';

describe('endings without their evidence', () => {
  const stories: [string, string, Story, AttemptsPolicy?][] = [
    [
      'attempts left',
      'evidence',
      (d) => {
        refuse(d, 2);
        return d.end('attempts', fault('unparsable'), 1);
      },
    ],
    [
      'attempts used up on an earlier turn',
      'evidence',
      (d) => {
        refuse(d, 1);
        stepOnce(d);
        stepOnce(d);
        refuse(d, 2);
        return d.end('attempts', fault('unparsable'), 1);
      },
    ],
    [
      'another class than the last refusal',
      'fault',
      (d) => {
        refuse(d, 3);
        return d.end('attempts', fault('illegal'), 1);
      },
    ],
    [
      'attempts without a fault',
      'fault',
      (d) => {
        refuse(d, 3);
        return d.end('attempts', null, 1);
      },
    ],
    [
      'the other seat blamed for attempts',
      'evidence',
      (d) => {
        refuse(d, 3);
        return d.end('attempts', fault('unparsable', 0), 0);
      },
    ],
    [
      'too many refusals',
      'attempts',
      (d) => {
        refuse(d, 4);
        return d.end('attempts', fault('unparsable'), 1);
      },
    ],
    [
      'a step after all attempts',
      'attempts',
      (d) => {
        refuse(d, 3);
        stepOnce(d);
        return voided(d);
      },
    ],
    ['no deadline', 'evidence', (d) => d.end('timeout', fault('timeout'), 1)],
    [
      'a deadline of the other seat',
      'evidence',
      (d) => {
        deadline(d, 'move', 0);
        return d.end('timeout', fault('timeout'), 1);
      },
    ],
    [
      'a deadline of a seat that did not act',
      'evidence',
      (d) => {
        deadline(d, 'move', 0);
        return d.end('timeout', fault('timeout', 0), 0);
      },
    ],
    [
      'a deadline of another kind',
      'evidence',
      (d) => {
        deadline(d, 'disconnect');
        return d.end('timeout', fault('timeout'), 1);
      },
    ],
    [
      'a step after the deadline',
      'evidence',
      (d) => {
        deadline(d, 'move');
        stepOnce(d);
        return voided(d);
      },
    ],
    [
      'a timeout without a fault',
      'fault',
      (d) => {
        deadline(d, 'move');
        return d.end('timeout', null, 1);
      },
    ],
    [
      'a timeout of another class',
      'fault',
      (d) => {
        deadline(d, 'move');
        return d.end('timeout', fault('disconnect'), 1);
      },
    ],
    [
      'a deadline that names no turn',
      'event',
      (d) => {
        d.event({ kind: 'deadline', seat: 1, code: 'move' });
        return d.end('timeout', fault('timeout'), 1);
      },
    ],
    [
      'a disconnect deadline of a connected seat',
      'evidence',
      (d) => {
        deadline(d, 'disconnect');
        return d.end('disconnect', fault('disconnect'), 1);
      },
    ],
    [
      'a disconnect that was mended',
      'evidence',
      (d) => {
        d.event({ kind: 'disconnect', seat: 1 });
        deadline(d, 'disconnect');
        d.event({ kind: 'reconnect', seat: 1 });
        return d.end('disconnect', fault('disconnect'), 1);
      },
    ],
    [
      'a disconnect without its deadline',
      'evidence',
      (d) => {
        d.event({ kind: 'disconnect', seat: 1 });
        return d.end('disconnect', fault('disconnect'), 1);
      },
    ],
    ['a budget that nothing shows', 'evidence', (d) => d.end('budget', fault('budget'), 1)],
    ['nobody resigned', 'evidence', (d) => d.end('resign', null, 1)],
    [
      'another seat resigned',
      'outcome',
      (d) => {
        d.event({ kind: 'resign', seat: 0 });
        return d.end('resign', null, 1);
      },
    ],
    [
      'a resignation taken back by a step',
      'evidence',
      (d) => {
        d.event({ kind: 'resign', seat: 1 });
        stepOnce(d);
        return d.end('resign', null, 1);
      },
    ],
    [
      'a resignation with a fault',
      'fault',
      (d) => {
        d.event({ kind: 'resign', seat: 1 });
        return d.end('resign', fault('timeout'), 1);
      },
    ],
    ['nobody absent', 'evidence', (d) => d.end('aborted')],
    [
      'a deadline of one player alone, and called off for it',
      'evidence',
      (d) => {
        deadline(d, 'move');
        return d.end('aborted');
      },
    ],
    ['no provider failed', 'evidence', (d) => d.end('void-provider')],
    [
      'what failed was no provider',
      'evidence',
      (d) => {
        d.event({ kind: 'failure', seat: 1, code: 'engine-crashed' });
        return d.end('void-provider');
      },
    ],
    [
      'a provider failed on an earlier turn',
      'evidence',
      (d) => {
        d.event({ kind: 'failure', seat: 1, code: 'provider-http-503' });
        stepOnce(d);
        return d.end('void-provider');
      },
    ],
    [
      'a void match that blames a player',
      'fault',
      (d) => {
        d.event({ kind: 'failure' });
        return d.end('void-infra', fault('timeout'));
      },
    ],
    [
      'an outcome of a void match',
      'outcome',
      (d) => {
        d.event({ kind: 'failure' });
        return d.end('void-infra', null, 1);
      },
    ],
    ['a match that is not over', 'outcome', (d) => d.end('normal')],
  ];
  test.each(stories)('%s', async (_, code, story, attempts) => {
    const { lines } = tell(story, attempts);
    const verdict = await verifyStory(lines);
    expect(verdict).toMatchObject({ status: 'invalid', signature: 'trusted', code });
    expect(verdict.why).toMatch(/\.$/);
  });

  test('a forfeit after the rules have decided', async () => {
    const { lines } = tell((draft) => {
      while (draft.actors().length > 0) stepOnce(draft);
      draft.event({ kind: 'resign', seat: 0 });
      return draft.end('resign', null, 0);
    });
    expect(await verifyStory(lines)).toMatchObject({
      status: 'invalid',
      code: 'outcome',
      line: lines.length,
    });
  });

  test('a forfeit scored otherwise than the rules say', async () => {
    const { lines } = tell((d) => {
      refuse(d, 3);
      return d.end('attempts', fault('unparsable'), 1);
    });
    const forged = forgeLog(lines, key.sign, (records) => {
      records.at(-1)!['outcome'] = { scores: [0.5, 0.5], places: [1, 1], reason: 'forfeit' };
    });
    expect(await verifyStory(forged)).toMatchObject({
      status: 'invalid',
      code: 'outcome',
      line: lines.length,
    });
  });
});
