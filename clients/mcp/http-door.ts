import type { IncomingMessage, ServerResponse } from 'node:http';
import { createArena } from '../sdk/arena.ts';
import { createMcpSeats } from './seats.ts';

export interface HttpDoorOptions {
  /** The arena's address, as this process reaches it. */
  readonly url: () => string;
  readonly version: string;
  /** What a wait for a turn lasts at most. */
  readonly waitMs?: number;
}

/** The tools over streamable HTTP, as a door that a server mounts. */
export interface HttpDoor {
  readonly path: string;
  handle(request: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly body: unknown;
    /** The caller's key; matches are made with it. */
    readonly key: string | undefined;
  }): Promise<void>;
  close(): void;
}

/**
 * Every request stands for itself: no session is kept, and a seat is found by its ticket. So clients notice
 * nothing of a restart, and any process may answer.
 */
export const createHttpDoor = ({ url, version, waitMs }: HttpDoorOptions): HttpDoor => {
  let seats: ReturnType<typeof createMcpSeats> | undefined;
  return {
    path: '/mcp',
    handle: async ({ request, response, body, key }) => {
      // Loaded with the first request: most servers never see one.
      const [{ createMcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
        import('./server.ts'),
        import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
      ]);
      seats ??= createMcpSeats({ url: url() });
      const arena = createArena({ url: url(), ...(key !== undefined && { key }) });
      const server = createMcpServer({ arena, seats, version, ...(waitMs !== undefined && { waitMs }) });
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
      response.once('close', () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(request, response, body);
    },
    close: () => seats?.close(),
  };
};
