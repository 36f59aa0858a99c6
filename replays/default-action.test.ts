import { expect, test } from 'vitest';
import type { AttemptsPolicy } from './format.ts';
import type { MatchDraft } from './samples/match-draft.ts';
import {
  board,
  refuse,
  spare,
  stepOnce,
  tell,
  toDefault,
  verifyStory,
  voided,
  type Story,
} from './samples/stories.ts';

const otherThanSpare = (draft: MatchDraft): unknown => board.legalActions(draft.state(), 1)[1];

test.each<[string, string, Story, AttemptsPolicy?]>([
  [
    'a default action with attempts left',
    'default-action',
    (d) => {
      refuse(d, 1);
      d.step(new Map([[1, spare]]), { source: 'default' });
      return voided(d);
    },
    toDefault(spare),
  ],
  [
    'a default action other than the declared one',
    'default-action',
    (d) => {
      refuse(d, 2);
      d.step(new Map([[1, otherThanSpare(d)]]), { source: 'default' });
      return voided(d);
    },
    toDefault(spare),
  ],
  [
    'a default action where the policy is forfeit',
    'default-action',
    (d) => {
      refuse(d, 2);
      d.step(new Map([[1, spare]]), { source: 'default' });
      return voided(d);
    },
  ],
  [
    'an action of its own after all attempts',
    'attempts',
    (d) => {
      refuse(d, 2);
      stepOnce(d);
      return voided(d);
    },
    toDefault(spare),
  ],
])('%s is found', async (_, code, story, attempts) => {
  expect(await verifyStory(tell(story, attempts).lines)).toMatchObject({ status: 'invalid', code });
});
