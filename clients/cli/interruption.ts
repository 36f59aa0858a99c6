/** Fires at the first SIGINT or SIGTERM; a second one ends the process at once, as if nobody listened. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Resolves when the signal fires. */
  readonly arrived: Promise<void>;
  /** Stops listening. */
  dispose(): void;
}

export const listenForInterruption = (): Interruption => {
  const controller = new AbortController();
  const arrived = new Promise<void>((resolve) =>
    controller.signal.addEventListener('abort', () => resolve()),
  );
  const onSignal = (): void => {
    dispose();
    controller.abort();
  };
  const dispose = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: controller.signal, arrived, dispose };
};
