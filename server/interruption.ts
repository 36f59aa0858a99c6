/** Fires at the first SIGINT or SIGTERM; a second one ends the process at once, as if nobody listened. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Resolves when the signal fires. */
  readonly arrived: Promise<void>;
  /** Stops listening. */
  dispose(): void;
}

/** What comes so soon after is the same signal: a terminal sends it to npm and to its child, and npm passes it on. */
const echoMs = 300;

export const listenForInterruption = (): Interruption => {
  const controller = new AbortController();
  const arrived = new Promise<void>((resolve) =>
    controller.signal.addEventListener('abort', () => resolve()),
  );
  const onSignal = (): void => {
    if (controller.signal.aborted) return;
    // The system ends the process at the next one, however busy the process is.
    setTimeout(dispose, echoMs).unref();
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
