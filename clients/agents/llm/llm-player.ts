import { labelledRng } from '../../../games/rng.ts';
import { sha256Hex } from '../../../games/sha256.ts';
import type { HostedSeatContext } from '../../../server/hosting/port.ts';
import type { FullDecision, PlayerContext, PlayerTurn } from '../../sdk/player.ts';
import { openTurnLedger, type TurnLedger } from '../ledger/turn-ledger.ts';
import type { ClosablePlayer } from '../player-kind.ts';
import { noteUnitsMax } from '../prompt/contract.ts';
import type { TurnFacts } from '../prompt/questions.ts';
import { createSimulator } from '../strategies/simulator.ts';
import type { StrategyTurn } from '../strategies/strategy.ts';
import { curate } from './curate.ts';
import { decisionOf, noAnswer } from './decision.ts';
import { lessEffort } from './effort.ts';
import {
  attemptRng,
  beginAttempt,
  createLlmMatch,
  type LlmMatch,
  type LlmPlayerParts,
  openMatch,
} from './llm-match.ts';
import { thinkMsOf } from './turn-time.ts';

const factsOf = (match: LlmMatch, turn: PlayerTurn): TurnFacts => ({
  news: turn.news.filter((line) => line !== ''),
  note: match.note,
  refusal: turn.refusal && { ...turn.refusal, said: match.said },
});

const seedsMax = 2 ** 31;

/** Differs with every question and sample, and is the same when a match is played again. */
const seedOf = ({ seat, turn, attempts }: LlmMatch, prompt: string, sample: number): number =>
  labelledRng(seat.chance, 'sample', turn, attempts, sha256Hex(prompt), sample).int(seedsMax);

const strategyTurn = (
  match: LlmMatch,
  turn: PlayerTurn,
  system: string,
  ledger: TurnLedger,
): StrategyTurn => {
  const { game, parts, seat } = match;
  const { config, role } = match.welcome!;
  const isRetry = turn.refusal?.code === 'truncated';
  const simulation = { game, config, view: turn.view, seat: seat.seat, chance: seat.chance, turn: turn.turn };
  return {
    position: { game, role, view: turn.view, text: turn.text, legal: turn.legal },
    facts: factsOf(match, turn),
    seat: seat.seat,
    isSimultaneous: game.traits.dynamics === 'simultaneous',
    simulator: createSimulator(simulation),
    rng: attemptRng(match),
    ask: (purpose, { prompt, shape }, { sample = 0, isStrong = false } = {}) =>
      ledger.ask((isStrong ? parts.strong : undefined) ?? parts.main, purpose, {
        system,
        prompt,
        shape: parts.isStructured ? shape : undefined,
        maxOutput: parts.maxOutput,
        temperature: parts.temperature,
        effort: isRetry ? lessEffort(parts.effort) : parts.effort,
        seed: seedOf(match, prompt, sample),
      }),
  };
};

/** Never answers: the referee's clock decides about a turn whose time has run out. */
const untilOver = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = (): void => reject(new Error('the turn is over'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

const play = async (match: LlmMatch, turn: PlayerTurn, context: PlayerContext): Promise<FullDecision> => {
  const { parts } = match;
  const { signal } = context;
  const done = parts.observer.turn(match.seat, turn.turn, parts.agent);
  const since = parts.now();
  const thinkMs = thinkMsOf(turn.deadline);
  const system = await openMatch(match, context.welcome, thinkMs);
  beginAttempt(match, turn);
  const ledger = openTurnLedger(
    { after: parts.after, now: parts.now, observe: done.call },
    {
      move: parts.move,
      match: parts.match,
      moveSpent: match.moveSpent,
      matchSpent: match.spent,
      timeoutMs: Math.max(0, thinkMs - (parts.now() - since)),
      signal,
    },
  );
  try {
    const choice = await parts.decide(strategyTurn(match, turn, system, ledger));
    if (choice?.note !== undefined) match.note = choice.note.slice(0, noteUnitsMax);
    const decision = decisionOf(match, turn, ledger, choice);
    done.end(decision);
    if (decision !== undefined) return decision;
    const stop = ledger.stop();
    if (stop === 'time' || stop === 'over') return await untilOver(signal);
    throw noAnswer(match, ledger);
  } finally {
    ledger.close();
  }
};

/** A language model as the player of one match. */
export const createLlmPlayer = (parts: LlmPlayerParts, seat: HostedSeatContext): ClosablePlayer => {
  const match = createLlmMatch(parts, seat);
  return {
    play: (turn, context) => play(match, turn, context),
    ended: (end) => {
      match.curation = curate(match, end).catch(() => {});
    },
    close: () => match.curation,
  };
};
