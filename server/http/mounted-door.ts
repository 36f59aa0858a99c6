import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { isRefusal, refuse } from '../errors.ts';
import { sendRefusal } from './answer.ts';
import { readCaller } from './caller.ts';
import type { HttpDeps } from './http-deps.ts';

/** A request that this server has let in: its origin is allowed, and its key, if it has one, is known. */
export interface DoorRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Parsed from JSON; undefined where there was none. */
  readonly body: unknown;
  readonly key: string | undefined;
}

/** A further door on this server's port, for a protocol that it does not speak itself; the composition root brings it. */
export interface MountedDoor {
  readonly path: string;
  handle(request: DoorRequest): Promise<void>;
  close(): void;
}

/** Makes the door; `arenaUrl` is this server's own address, once it listens. */
export type MakeDoor = (arenaUrl: () => string) => MountedDoor;

/** The routes of the doors that were brought along. Where matches need a key, so do these doors. */
export const mountedDoors = (
  { checkKey, isCreationOpen }: HttpDeps,
  doors: readonly MountedDoor[],
): Router => {
  const router = Router();
  for (const door of doors)
    router.all(door.path, async (request, response, next) => {
      try {
        const caller = await readCaller(checkKey, request);
        if (isRefusal(caller)) return sendRefusal(response, caller);
        if (caller.principal === undefined && !isCreationOpen)
          return sendRefusal(response, refuse('key-missing'));
        const key = request.headers.authorization?.replace(/^Bearer +/i, '');
        await door.handle({ request, response, body: request.body as unknown, key });
      } catch (error) {
        next(error);
      }
    });
  return router;
};
