import { serveStdio } from '../mcp/stdio.ts';
import { calling } from './arena-error.ts';
import { buildVersion } from './build.ts';
import type { CommonOptions } from './options.ts';

export interface McpOptions extends CommonOptions {
  readonly server: string;
}

/** `agon mcp`: runs until its input ends. Standard output belongs to the protocol. */
export const mcp = ({ server }: McpOptions): Promise<void> => {
  const key = process.env['AGON_KEY'];
  return calling(server, () =>
    serveStdio({ url: server, version: buildVersion, ...(key !== undefined && { key }) }),
  );
};
