import type { AnyGame, Seat } from '../../games/game.ts';
import type { RefusalClass } from '../../replays/format.ts';
import type { Act } from '../protocol/messages.ts';
import { toldIssues } from '../issues.ts';
import { limits } from '../protocol/limits.ts';

/** Why an answer is refused. */
export interface Refused {
  readonly class: RefusalClass;
  readonly code: string;
  readonly message: string;
}

/** What an answer was read as: an action that `check` passed, or why it is refused. */
export type Reading = { readonly action: unknown } | Refused;

const refuse = (kind: RefusalClass, code: string, message: string): Refused => ({
  class: kind,
  code,
  message,
});

const checked = (game: AnyGame, state: unknown, seat: Seat, action: unknown): Reading => {
  const illegal = game.check(state, seat, action);
  return illegal === undefined ? { action } : refuse('illegal', illegal.code, illegal.message);
};

const readText = (game: AnyGame, state: unknown, seat: Seat, text: string): Reading => {
  if (text.length > limits.actionTextUnitsMax)
    return refuse(
      'unparsable',
      'text-too-long',
      `Send the move alone: at most ${limits.actionTextUnitsMax} characters.`,
    );
  const parsed = game.parseAction(text, game.view(state, seat));
  if ('action' in parsed) return checked(game, state, seat, parsed.action);
  const reads = parsed.reads === undefined ? '' : ` It reads as ${parsed.reads.join(' or ')}.`;
  return refuse(parsed.problem, parsed.problem, `${parsed.message}${reads}`);
};

/**
 * Reads an act by the game's own parser and judge, and by nothing else. A structured action comes first; a
 * string that is no canonical action is read as text.
 */
export const readAct = (game: AnyGame, state: unknown, seat: Seat, act: Act): Reading => {
  const answer = act.action ?? act.text;
  const reading = readAnswer(game, state, seat, act);
  const failed = 'class' in reading && (reading.class === 'empty' || reading.class === 'unparsable');
  if (failed && act.finish === 'length' && (answer === undefined || typeof answer === 'string'))
    return refuse(
      'truncated',
      'truncated',
      'The answer was cut off at its length limit before it held a move.',
    );
  return reading;
};

const readAnswer = (game: AnyGame, state: unknown, seat: Seat, act: Act): Reading => {
  if (act.action !== undefined) {
    const shaped = game.schemas.action.safeParse(act.action);
    if (shaped.success) return checked(game, state, seat, shaped.data);
    if (typeof act.action === 'string') return readText(game, state, seat, act.action);
    const [issue] = shaped.error.issues.flatMap(toldIssues);
    const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    return refuse(
      'unparsable',
      'bad-shape',
      `The action does not have its schema's shape${at}: ${issue?.message}.`,
    );
  }
  if (act.text !== undefined) return readText(game, state, seat, act.text);
  return refuse('empty', 'empty', 'The answer holds neither `action` nor `text`.');
};
