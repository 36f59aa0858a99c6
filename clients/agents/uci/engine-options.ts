import { z } from 'zod';

/** The options of a `uci:` address. */
export const engineOptionsSchema = z
  .strictObject({
    nodes: z.coerce.number().int().min(1).max(1_000_000_000).optional(),
    depth: z.coerce.number().int().min(1).max(100).optional(),
    movetime: z.coerce.number().int().min(1).max(600_000).optional(),
    skill: z.coerce.number().int().min(0).max(20).optional(),
    elo: z.coerce.number().int().min(500).max(4000).optional(),
    hash: z.coerce.number().int().min(1).max(4096).optional(),
    threads: z.coerce.number().int().min(1).max(64).default(1),
  })
  .refine(
    ({ nodes, depth, movetime }) => [nodes, depth, movetime].filter((one) => one !== undefined).length <= 1,
    {
      message: 'give one of nodes, depth and movetime',
    },
  );
export type EngineOptions = z.infer<typeof engineOptionsSchema>;

/** Depth rather than nodes: every engine knows it, and it does not depend on the machine's speed. */
const depthDefault = 6;

/** What the engine is told to search for. */
export const goCommand = ({ nodes, depth, movetime }: EngineOptions): string => {
  if (nodes !== undefined) return `go nodes ${nodes}`;
  if (movetime !== undefined) return `go movetime ${movetime}`;
  return `go depth ${depth ?? depthDefault}`;
};

/** An option to set. An engine that does not have it fails unless the address did not ask for it. */
export interface EngineSetting {
  readonly name: string;
  readonly value: string;
  readonly isRequired: boolean;
}

/** The options of an address as those of the protocol, in its spelling. */
export const engineSettings = ({ skill, elo, hash, threads }: EngineOptions): readonly EngineSetting[] => {
  const required = (name: string, value: number | boolean): EngineSetting => ({
    name,
    value: String(value),
    isRequired: true,
  });
  return [
    { name: 'Threads', value: String(threads), isRequired: threads > 1 },
    // A book is somebody else's play, and drawn from by a chance that we do not hold.
    { name: 'OwnBook', value: 'false', isRequired: false },
    ...(hash === undefined ? [] : [required('Hash', hash)]),
    ...(skill === undefined ? [] : [required('Skill Level', skill)]),
    ...(elo === undefined ? [] : [required('UCI_LimitStrength', true), required('UCI_Elo', elo)]),
  ];
};
