import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createArena } from '../sdk/arena.ts';
import { createMcpSeats } from './seats.ts';
import { createMcpServer } from './server.ts';

export interface StdioOptions {
  readonly url: string;
  readonly key?: string;
  readonly version: string;
}

/** Serves the tools over standard input and output, until the input ends. */
export const serveStdio = async ({ url, key, version }: StdioOptions): Promise<void> => {
  const seats = createMcpSeats({ url });
  const arena = createArena({ url, ...(key !== undefined && { key }) });
  const server = createMcpServer({ arena, seats, version });
  const closed = new Promise<void>((resolve) => process.stdin.once('end', resolve));
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  seats.close();
};
