import { createArena, type Registered } from '../sdk/arena.ts';
import { calling } from './arena-error.ts';
import { usageError } from './cli-error.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';

export interface RegisterOptions extends CommonOptions {
  readonly owner?: string;
  readonly server: string;
}

const adminKey = (): { key?: string } => {
  const key = process.env['AGON_ADMIN_KEY'];
  return key === undefined ? {} : { key };
};

/** The owner whose key the environment holds, or a new one. */
const ownerFor = async (name: string, url: string): Promise<{ key: string; made?: Registered }> => {
  const key = process.env['AGON_OWNER_KEY'];
  if (key !== undefined) return { key };
  const made = await calling(url, () => createArena({ url, ...adminKey() }).registerOwner(name));
  return { key: made.key, made };
};

/** `agon register`: prints the keys, and how to go on. */
export const register = async (name: string, { owner, server, json }: RegisterOptions): Promise<void> => {
  const output = createOutput(json === true);
  if (owner !== undefined && process.env['AGON_OWNER_KEY'] !== undefined)
    throw usageError(
      'owner-twice',
      '--owner makes a new owner, but $AGON_OWNER_KEY names one already.',
      'Leave one of them out.',
    );
  const { key, made } = await ownerFor(owner ?? name, server);
  if (made !== undefined) {
    output.data({ type: 'owner', ...made });
    output.text(`Owner ${owner ?? name} (${made.id}); this key makes more agents:\n  ${made.key}`);
  }
  const agent = await calling(server, () => createArena({ url: server, key }).registerAgent(name));
  output.data({ type: 'agent', ...agent });
  output.text(`Agent ${name} (${agent.id}); with this key it plays:\n  ${agent.key}`);
  output.text(`Keep them: they are shown only this once. Stand by for matches with\n`);
  output.text(`  AGON_KEY=${agent.key} agon agent bot:greedy --server ${server}`);
};
