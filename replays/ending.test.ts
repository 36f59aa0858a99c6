import { describe, expect, test } from 'vitest';
import type { AnyGame } from '../games/game.ts';
import { gameById } from '../games/registry.ts';
import type { AttemptsPolicy, SeatEntry } from './format.ts';
import { forgeLog } from './samples/forge.ts';
import { createMatchDraft, type FinishedLog, type MatchDraft } from './samples/match-draft.ts';
import { playRandomly } from './samples/random-play.ts';
import { createSigningKey, createSyncSigner } from './stores/signing-key.ts';
import { ledgerRowOf } from './tally.ts';
import type { Verdict } from './verdict.ts';
import { verifyLog } from './verify.ts';

const arena = createSigningKey();
const key = { publicKey: arena.publicKey, sign: createSyncSigner(arena) };
const board = gameById('tic-tac-toe')!;
const [first, second] = board.roles(board.defaults);
/** The same game with an arbiter in seat 1. */
const judged: AnyGame = { ...board, roles: () => [first!, { ...second!, kind: 'arbiter' }] };

const verify = (lines: Iterable<string>, game: AnyGame = board): Promise<Verdict> =>
  verifyLog(lines, { gameOf: () => game, trustedKeys: [arena.publicKey] });

type Story = (draft: MatchDraft) => FinishedLog;

/** A match of tic-tac-toe after three steps, so that seat 1 is to act on turn 4, and what `story` makes of it. */
const record = (
  story: Story,
  attempts?: AttemptsPolicy,
  game: AnyGame = board,
  kind: SeatEntry['kind'] = 'model',
): FinishedLog => {
  const plan = {
    game,
    config: game.defaults,
    match: 'test-match',
    seed: '00112233445566778899aabbccddeef1',
    key,
    seats: ['first', 'second'].map((name) => ({ agent: `${name}@1`, name, owner: 'house', kind })),
    ...(attempts !== undefined && { attempts }),
  };
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft, 3);
  return story(draft);
};

const freeCell = (draft: MatchDraft): unknown => board.legalActions(draft.state(), draft.actors()[0]!)[0];
const stepOnce = (draft: MatchDraft): void => draft.step(new Map([[draft.actors()[0]!, freeCell(draft)]]));
const refuse = (draft: MatchDraft, times: number, seat = 1): void => {
  for (let at = 0; at < times; at++) draft.refuse(seat, at % 2 === 0 ? 'unparsable' : 'empty');
};
const deadline = (draft: MatchDraft, code: string, seat = 1): void =>
  draft.event({ kind: 'deadline', seat, turn: draft.turn(), code });
const fault = (kind: 'timeout' | 'disconnect' | 'budget' | 'illegal' | 'unparsable', seat = 1) => ({
  seat,
  class: kind,
});

const toDefault = (action: string): AttemptsPolicy => ({ max: 2, then: { default: action } });
/** The first cell that is free after the three steps of `record`. */
const spare = (() => {
  let cell: unknown;
  record((draft) => {
    cell = freeCell(draft);
    return draft.end('void-infra');
  });
  return cell as string;
})();

/** The default action is played once both attempts are used up. */
const defaultAfterAttempts: Story = (d) => {
  refuse(d, 2);
  d.step(new Map([[1, spare]]), { attempts: 2, source: 'default' });
  d.event({ kind: 'cancelled' });
  return d.end('void-infra');
};
const otherThanSpare = (draft: MatchDraft): unknown => board.legalActions(draft.state(), 1)[1];

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
      'absence',
      (d) => {
        d.event({ kind: 'absent', seat: 0 });
        return d.end('aborted');
      },
    ],
    [
      'a deadline of every player',
      (d) => {
        for (const seat of [0, 1]) deadline(d, 'disconnect', seat);
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
      'a default action after a deadline',
      (d) => {
        deadline(d, 'move');
        d.step(new Map([[1, spare]]), { source: 'default' });
        d.event({ kind: 'cancelled' });
        return d.end('void-infra');
      },
      toDefault(spare),
    ],
  ];
  test.each(stories)('%s', async (_, story, attempts) => {
    const { lines, row } = record(story, attempts);
    expect(await verify(lines)).toMatchObject({ status: 'valid', warnings: [] });
    expect(ledgerRowOf(lines, gameById)).toEqual(row);
  });
});

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
        return d.end('void-infra');
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
        return d.end('void-infra');
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
    [
      'a default action with attempts left',
      'default-action',
      (d) => {
        refuse(d, 1);
        d.step(new Map([[1, spare]]), { source: 'default' });
        return d.end('void-infra');
      },
      toDefault(spare),
    ],
    [
      'a default action other than the declared one',
      'default-action',
      (d) => {
        refuse(d, 2);
        d.step(new Map([[1, otherThanSpare(d)]]), { source: 'default' });
        return d.end('void-infra');
      },
      toDefault(spare),
    ],
    [
      'a default action where the policy is forfeit',
      'default-action',
      (d) => {
        refuse(d, 3);
        d.step(new Map([[1, spare]]), { source: 'default' });
        return d.end('void-infra');
      },
    ],
    [
      'an action of its own after all attempts',
      'attempts',
      (d) => {
        refuse(d, 2);
        stepOnce(d);
        return d.end('void-infra');
      },
      toDefault(spare),
    ],
  ];
  test.each(stories)('%s', async (_, code, story, attempts) => {
    const { lines } = record(story, attempts);
    const verdict = await verify(lines);
    expect(verdict).toMatchObject({ status: 'invalid', signature: 'trusted', code });
    expect(verdict.why).toMatch(/\.$/);
  });

  test('a forfeit after the rules have decided', async () => {
    const { lines } = record((draft) => {
      while (draft.actors().length > 0) stepOnce(draft);
      draft.event({ kind: 'resign', seat: 0 });
      return draft.end('resign', null, 0);
    });
    expect(await verify(lines)).toMatchObject({ status: 'invalid', code: 'outcome', line: lines.length });
  });

  test('a forfeit scored otherwise than the rules say', async () => {
    const { lines } = record((d) => {
      refuse(d, 3);
      return d.end('attempts', fault('unparsable'), 1);
    });
    const forged = forgeLog(lines, key.sign, (records) => {
      records.at(-1)!['outcome'] = { scores: [0.5, 0.5], places: [1, 1], reason: 'forfeit' };
    });
    expect(await verify(forged)).toMatchObject({ status: 'invalid', code: 'outcome', line: lines.length });
  });
});

describe('void matches', () => {
  test('that say nothing of their cause, or had a result, carry a warning', async () => {
    const silent = await verify(record((draft) => draft.end('void-infra')).lines);
    expect(silent.warnings).toEqual(['The match is void, but no event says what failed.']);
    const decided = await verify(
      record((draft) => {
        while (draft.actors().length > 0) stepOnce(draft);
        draft.event({ kind: 'failure' });
        return draft.end('void-infra');
      }).lines,
    );
    expect(decided.warnings).toEqual(['The match is void, but by the rules it had a result.']);
  });

  test('is no place where the policy may rule for an arbiter', async () => {
    const { lines } = record(defaultAfterAttempts, toDefault(spare), judged);
    expect(await verify(lines, judged)).toMatchObject({ status: 'invalid', code: 'default-action' });
  });

  test('may blame an arbiter, which cannot forfeit', async () => {
    const end = (how: Story): Promise<Verdict> =>
      verify(
        record(
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
    expect(await end((d) => d.end('void-infra', fault('timeout')))).toMatchObject({
      status: 'invalid',
      code: 'fault',
    });
  });
});
