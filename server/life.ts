/**
 * Where a server is in its life. `starting`: matches of a process before it are being taken up. `draining`: what runs
 * plays on for a while, and nothing is begun.
 */
export type LifePhase = 'starting' | 'serving' | 'draining';

export interface Life {
  phase(): LifePhase;
  serve(): void;
  drain(): void;
}

/** The life of a server that starts. */
export const createLife = (): Life => {
  let phase: LifePhase = 'starting';
  return {
    phase: () => phase,
    serve: () => {
      phase = 'serving';
    },
    drain: () => {
      phase = 'draining';
    },
  };
};
