import type { ServerMessage } from '../../server/protocol/messages.ts';
import type { FinishedLog } from './finished-log.ts';
import type { PlayedMatch } from './history.ts';

type Shown = Extract<ServerMessage, { type: 'turn' | 'update' }>;

/** What a seat must be shown of a position: all that its own view gives, and nothing that another's does. */
const expectedOf = ({ game, header, states }: FinishedLog, seat: number, message: Shown) => {
  const state = states[message.turn - 1];
  const before = states[message.turn - 2];
  const view: unknown = game.view(state, seat);
  const news = before === undefined ? undefined : game.news(game.view(before, seat), view);
  if (message.type === 'update') return { view, news };
  const legal = header.legalTold ? game.legalActions(state, seat) : undefined;
  return { view, text: game.describe(view), legal, news };
};

const shownIn = (message: Shown) =>
  message.type === 'update'
    ? { view: message.view, news: message.news }
    : { view: message.view, text: message.text, legal: message.legal, news: message.news };

const checkShown = (log: FinishedLog, seat: number, message: ServerMessage): string | undefined => {
  if (message.type !== 'turn' && message.type !== 'update') return undefined;
  if (log.states[message.turn - 1] === undefined)
    return `seat ${seat} was shown turn ${message.turn}, which the log does not have`;
  return JSON.stringify(shownIn(message)) === JSON.stringify(expectedOf(log, seat, message))
    ? undefined
    : `seat ${seat} saw something else at turn ${message.turn}`;
};

/** What left the server for a seat is its own view, and no secret of the match or of the others. */
export const checkSecrets = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  for (const [seat, messages] of match.sent.entries()) {
    for (const message of messages) {
      const difference = checkShown(log, seat, message);
      if (difference !== undefined) yield difference;
      const text = JSON.stringify(message);
      if (text.includes(match.seed)) yield `seat ${seat} was sent the seed`;
      for (const [other, canary] of match.canaries.entries())
        if (other !== seat && text.includes(canary)) yield `seat ${seat} was sent a text of seat ${other}`;
    }
  }
};

/** Why the rules refuse a text. */
const reasonOf = ({ game, states }: FinishedLog, seat: number, turn: number, text: string) => {
  const parsed = game.parseAction(text, game.view(states[turn - 1], seat));
  return 'action' in parsed ? undefined : { code: parsed.problem, message: parsed.message };
};

/** An id has one answer, however often it is asked for, and a refusal that costs an attempt is in the log. */
export const checkAnswers = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  const logged = new Set(log.refusals.map(({ seat, turn, id, code }) => `${seat} ${turn} ${id} ${code}`));
  for (const [seat, messages] of match.sent.entries()) {
    const answers = new Map<string, string>();
    for (const message of messages) {
      if (message.type !== 'ack' && message.type !== 'refused') continue;
      if (message.type === 'refused') {
        if (message.code === 'stale') continue;
        const { turn, id, code, message: why } = message;
        if (!logged.has(`${seat} ${turn} ${id} ${code}`))
          yield `seat ${seat} was told of a refusal at turn ${turn} that is not in the log`;
        const text = match.agents[seat]!.said.get(id);
        const reason = text === undefined ? undefined : reasonOf(log, seat, turn, text);
        if (text !== undefined && (code !== reason?.code || why !== reason.message))
          yield `seat ${seat} was told another reason than the rules have`;
      }
      const answer = JSON.stringify(message);
      if ((answers.get(message.id) ?? answer) !== answer) yield `seat ${seat} got two answers to one id`;
      answers.set(message.id, answer);
    }
  }
};
