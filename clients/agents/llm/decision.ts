import type { Json } from '../../../games/game.ts';
import type { FullDecision, PlayerTurn } from '../../sdk/player.ts';
import type { TurnLedger } from '../ledger/turn-ledger.ts';
import { sheetHash } from '../memory/sheet-store.ts';
import { evidenceCode } from '../models/model-failure.ts';
import { PlayerFailure } from '../player-failure.ts';
import { promptHash } from '../prompt/system-prompt.ts';
import type { Choice } from '../strategies/strategy.ts';
import { attemptRng, type LlmMatch } from './llm-match.ts';
import { reasoningOf } from './reasoning.ts';

/** A random legal move, for entries that ask for one rather than lose: never counted as the model's. */
const fallBack = (match: LlmMatch, turn: PlayerTurn): Json | undefined => {
  const { parts, game, seat } = match;
  if (parts.fallback === 'none') return undefined;
  const state: unknown =
    turn.legal === undefined ? game.determinise?.(turn.view, attemptRng(match)) : undefined;
  const legal =
    turn.legal ?? (state === undefined ? [] : (game.legalActions(state, seat.seat) as readonly Json[]));
  return legal.length === 0 ? undefined : attemptRng(match).pick(legal);
};

/** What the log holds of how a move came about. */
const claimsOf = (match: LlmMatch, ledger: TurnLedger, choice: Choice | undefined) => {
  const { parts, system, sheet } = match;
  const { temperature, effort, maxOutput, strategy, prices } = parts;
  const settings: Record<string, Json> = {
    strategy,
    prompt: promptHash(system!),
    prices,
    calls: ledger.calls(),
    ...(temperature !== undefined && { temperature }),
    ...(effort !== undefined && { effort }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(sheet !== undefined && { memory: sheetHash(sheet) }),
  };
  return {
    usage: ledger.usage(),
    model: ledger.answeredBy() ?? parts.main.model.name,
    settings,
    reasoning: choice && reasoningOf(choice),
  };
};

const evidenceMax = 16;

/** Why a turn got no answer at all. */
export const noAnswer = (match: LlmMatch, ledger: TurnLedger): PlayerFailure => {
  const { name } = match.parts.main.model;
  const evidence = ledger
    .failures()
    .slice(-evidenceMax)
    .map((failure) => ({ code: evidenceCode(failure), ms: Math.round(failure.ms) }));
  const stop = ledger.stop();
  if (stop === 'provider')
    return new PlayerFailure(
      'model-provider',
      `The provider of ${name} failed: ${evidence.map(({ code }) => code).join(', ')}.`,
      { told: { kind: 'provider', evidence } },
    );
  if (stop === 'budget')
    return new PlayerFailure('model-budget', `The budget of ${name} is spent.`, { told: { kind: 'budget' } });
  return new PlayerFailure('model-refused', ledger.refusal() ?? `${name} gave no answer.`);
};

/** What is sent for a choice; undefined where there is nothing to send. */
export const decisionOf = (
  match: LlmMatch,
  turn: PlayerTurn,
  ledger: TurnLedger,
  choice: Choice | undefined,
): FullDecision | undefined => {
  const claims = claimsOf(match, ledger, choice);
  if (choice !== undefined && 'action' in choice)
    return { ...claims, action: choice.action, source: choice.source };
  const isLast = choice === undefined || turn.attemptsLeft === 1;
  const random = isLast && ledger.stop() !== 'provider' ? fallBack(match, turn) : undefined;
  if (random !== undefined) return { ...claims, action: random, source: 'fallback' };
  if (choice === undefined) return undefined;
  const { problem, said } = choice.unread;
  match.said = said;
  const text = problem === 'empty' ? '' : said;
  return { ...claims, text, source: 'model', finish: problem === 'truncated' ? 'length' : choice.finish };
};
