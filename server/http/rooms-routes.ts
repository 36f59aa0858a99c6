import { Router, type Response } from 'express';
import { formatProblem, isRefusal, refuse, type Refusal } from '../errors.ts';
import type { RoomDoor, RoomElsewhere, SeatReservation } from '../rooms/room-door.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { forward } from './forward.ts';

/** The SDK shows its caller `error` and nothing else of a problem. */
const sendProblem = (response: Response, refusal: Refusal): void => {
  const problem = formatProblem(refusal);
  const error = `${problem.code}: ${problem.detail} ${problem.hint}`;
  response.status(problem.status).type('application/problem+json');
  response.send(JSON.stringify({ ...problem, error }));
};

const seated = (answer: SeatReservation | Refusal): Answer => (isRefusal(answer) ? answer : { body: answer });

/** Where the Colyseus SDK asks for a seat. Rooms are created by the arena alone, so two methods are enough. */
export const roomsRoutes = (door: Pick<RoomDoor, 'join' | 'reconnect'>): Router => {
  const methods = new Map<
    string,
    (roomId: string, options: unknown) => Promise<SeatReservation | RoomElsewhere | Refusal>
  >([
    ['joinById', door.join],
    ['reconnect', door.reconnect],
  ]);
  const router = Router();
  router.post('/:method/:room', (request, response, next) => {
    const { params, body } = request;
    const method = methods.get(params.method);
    const asked =
      method === undefined
        ? Promise.resolve(refuse('not-found', `Rooms have no method ${params.method}; use joinById.`))
        : method(params.room, body ?? {});
    // A seat that is reserved and not taken is given up after a while.
    const forwarded = (url: string) => forward(request, url, { isRepeatable: true });
    asked
      .then((answer) => ('url' in answer ? forwarded(answer.url) : seated(answer)))
      .then((answer) => (isRefusal(answer) ? sendProblem(response, answer) : sendAnswer(response, answer)))
      .catch(next);
  });
  return router;
};
