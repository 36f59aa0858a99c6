import type { EndMessage } from '../../sdk/messages.ts';
import { nothingSpent } from '../ledger/budget.ts';
import { openTurnLedger } from '../ledger/turn-ledger.ts';
import { curationQuestion, readSheet } from '../memory/curation.ts';
import type { LlmMatch } from './llm-match.ts';

/** What a rewrite of a sheet may take, beside the match. */
const curationMs = 120_000;

/** Rewrites the sheet in the light of a game that is over; what fails there leaves it as it was. */
export const curate = (match: LlmMatch, end: EndMessage): Promise<void> => {
  const { parts, game, seat, welcome, events } = match;
  const { sheets } = parts;
  const isFrozen = !parts.learns || seat.rated === true;
  if (sheets === undefined || welcome === undefined || isFrozen || end.outcome === null)
    return Promise.resolve();
  const { title } = game;
  const remembered = { title, rules: welcome.rules, role: welcome.role, seat: seat.seat, events };
  const observed = parts.observer.turn(seat, 0, parts.agent);
  return sheets
    .update(parts.agent, game.id, async (sheet) => {
      const ledger = openTurnLedger(
        { after: parts.after, now: parts.now, observe: observed.call },
        {
          move: {},
          match: {},
          moveSpent: nothingSpent(),
          matchSpent: nothingSpent(),
          timeoutMs: curationMs,
          signal: new AbortController().signal,
        },
      );
      const question = curationQuestion(remembered, end, sheet);
      const shape = parts.isStructured ? question.shape : undefined;
      return readSheet(await ledger.ask(parts.main, 'curate', { ...question, shape, effort: parts.effort }));
    })
    .finally(() => observed.end(undefined));
};
