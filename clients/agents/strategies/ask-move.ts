import type { ModelReply } from '../models/chat-model.ts';
import { type Answer, readAnswer } from '../parser/answer.ts';
import { moveQuestion } from '../prompt/questions.ts';
import type { AskOptions, Choice, StrategyTurn } from './strategy.ts';

/** One answer to the question for a move, read. */
export interface ReadMove {
  readonly answer: Answer;
  readonly finish: string;
}

const read = (turn: StrategyTurn, reply: ModelReply | undefined): ReadMove | undefined =>
  reply && {
    answer: readAnswer(reply, turn.position.game, turn.position.view),
    finish: reply.finish,
  };

/** Asks for a move and reads the answer; undefined when none came. */
export const askMove = async (
  turn: StrategyTurn,
  options?: AskOptions,
  question = moveQuestion(turn.position, turn.facts),
): Promise<ReadMove | undefined> => read(turn, await turn.ask('move', question, options));

/** Asks the same so many times at once; what was not answered is left out. */
export const askMoves = async (turn: StrategyTurn, samples: number): Promise<readonly ReadMove[]> => {
  const asked = Array.from({ length: samples }, (_, sample) => askMove(turn, { sample }));
  return (await Promise.all(asked)).filter((move) => move !== undefined);
};

/** Whether the model itself chose, at first or after it was told why its answer was refused. */
const ownSource = ({ facts }: StrategyTurn): 'model' | 'rethink' =>
  facts.refusal === undefined ? 'model' : 'rethink';

/** The choice that one answer makes by itself. */
export const choiceOf = (turn: StrategyTurn, move: ReadMove | undefined): Choice | undefined => {
  if (move === undefined) return undefined;
  const { answer, finish } = move;
  const { thought, note } = answer;
  return 'action' in answer
    ? { action: answer.action, source: ownSource(turn), thought, note }
    : { unread: answer, finish, thought, note };
};
