import type { AnyGame } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import type { AttemptsPolicy } from '../format.ts';
import { createSigningKey, createSyncSigner } from '../stores/signing-key.ts';
import type { Verdict } from '../verdict.ts';
import { verifyLog } from '../verify.ts';
import { createMatchDraft, type DraftPlan, type FinishedLog, type MatchDraft } from './match-draft.ts';
import { playRandomly } from './random-play.ts';

const arena = createSigningKey();
/** Logs of stories are signed with it, and verification trusts it. */
export const key = { publicKey: arena.publicKey, sign: createSyncSigner(arena) };

export const board = gameById('tic-tac-toe')!;
const [first, second] = board.roles(board.defaults);
/** The same game with an arbiter in seat 1. */
export const judged: AnyGame = { ...board, roles: () => [first!, { ...second!, kind: 'arbiter' }] };

/** What befalls a match from somewhere on, to its end. */
export type Story = (draft: MatchDraft) => FinishedLog;

export const verifyStory = (lines: Iterable<string>, game: AnyGame = board): Promise<Verdict> =>
  verifyLog(lines, { gameOf: () => game, trustedKeys: [arena.publicKey] });

/** A match of any game at its setup, and what `story` makes of it. */
export const tellFromStart = (game: AnyGame, story: Story, attempts?: AttemptsPolicy): FinishedLog =>
  story(createMatchDraft(planOf(game, attempts)));

/** Seats are those of models, whose providers may fail. */
const planOf = (game: AnyGame, attempts: AttemptsPolicy | undefined): DraftPlan => ({
  game,
  config: game.defaults,
  match: 'test-match',
  seed: '00112233445566778899aabbccddeef1',
  key,
  seats: game
    .roles(game.defaults)
    .map((_, seat) => ({ agent: `${seat}@1`, name: `${seat}`, owner: 'house', kind: 'model' })),
  ...(attempts !== undefined && { attempts }),
});

/** A match of tic-tac-toe after three steps, so that seat 1 is to act on turn 4, and what `story` makes of it. */
export const tell = (story: Story, attempts?: AttemptsPolicy, game: AnyGame = board): FinishedLog => {
  const plan = planOf(game, attempts);
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft, 3);
  return story(draft);
};

const freeCell = (draft: MatchDraft): unknown => board.legalActions(draft.state(), draft.actors()[0]!)[0];

export const stepOnce = (draft: MatchDraft): void =>
  draft.step(new Map([[draft.actors()[0]!, freeCell(draft)]]));

export const refuse = (draft: MatchDraft, times: number, seat = 1): void => {
  for (let at = 0; at < times; at++) draft.refuse(seat, at % 2 === 0 ? 'unparsable' : 'empty');
};

export const deadline = (draft: MatchDraft, code: string, seat = 1): void =>
  draft.event({ kind: 'deadline', seat, turn: draft.turn(), code });

/** An ending that decides nothing, for stories that are about what comes before. */
export const voided = (draft: MatchDraft): FinishedLog => {
  draft.event({ kind: 'failure', code: 'store' });
  return draft.end('void-infra');
};

export const fault = (kind: 'timeout' | 'disconnect' | 'budget' | 'illegal' | 'unparsable', seat = 1) => ({
  seat,
  class: kind,
});

export const toDefault = (action: string): AttemptsPolicy => ({ max: 2, then: { default: action } });

/** The first cell that is free after the three steps of `tell`. */
export const spare = (() => {
  let cell: unknown;
  tell((draft) => {
    cell = freeCell(draft);
    return voided(draft);
  });
  return cell as string;
})();

/** The default action is played once both attempts are used up. */
export const defaultAfterAttempts: Story = (draft) => {
  refuse(draft, 2);
  draft.step(new Map([[1, spare]]), { attempts: 2, source: 'default' });
  return voided(draft);
};
