/**
 * Where a server is in its life. `starting`: matches of a process before it are being taken up. `draining`: what runs
 * plays on for a while, and nothing is begun.
 */
export type LifePhase = 'starting' | 'serving' | 'draining';

export interface Life {
  phase(): LifePhase;
  /** Resolves once the server has started, or when whoever waits for that should not wait any longer. */
  started(): Promise<void>;
  serve(): void;
  drain(): void;
}

/** The life of a server that starts; whoever comes before it has waits `patienceMs` for it. */
export const createLife = (patienceMs: number): Life => {
  let phase: LifePhase = 'starting';
  const waiting = new Set<() => void>();
  const enter = (next: LifePhase): void => {
    phase = next;
    for (const wake of waiting) wake();
  };
  return {
    phase: () => phase,
    started: () => {
      if (phase !== 'starting') return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, patienceMs);
        waiting.add(wake);
      });
    },
    serve: () => enter('serving'),
    drain: () => enter('draining'),
  };
};
