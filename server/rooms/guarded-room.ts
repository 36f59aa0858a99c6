import { Room, ServerError, type RoomException, type RoomMethodName } from '@colyseus/core';
import { closeCodes } from '../protocol/constants.ts';
import type { Faults } from '../faults.ts';

/**
 * The base of every room. Without `onUncaughtException` one throw in one handler ends the process and with it
 * every match; with it the throw is counted and told, and the room goes on.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it types `this.state` of every room
export abstract class GuardedRoom<State extends object> extends Room<{ state: State }> {
  abstract readonly faults: Faults;

  /**
   * As long as a timer can wait, which is never due: patches are pushed by hand. `null` and 0 would install a
   * tick of 60 Hz for each room instead.
   */
  override patchRate = 2 ** 31 - 1;

  /** Seconds that a reserved seat waits for its socket. */
  override seatReservationTimeout = 5;

  /** Colyseus' own code for a server that stops would have its clients leave for good. */
  override onBeforeShutdown(): void {
    void this.disconnect(closeCodes.goingAway);
  }

  override onUncaughtException(error: RoomException, method: RoomMethodName): void {
    // A ServerError is a refusal that the client was told.
    if (!(error.cause instanceof ServerError)) this.faults.report(`room ${method}`, error.cause ?? error);
  }
}
