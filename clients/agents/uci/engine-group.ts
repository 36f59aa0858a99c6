import type { ChildProcess } from 'node:child_process';

/** What ends a program from outside, and of which an engine in a group of its own gets nothing. */
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const living = new Set<ChildProcess>();

const kill = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // No group: there is none on Windows.
    child.kill('SIGKILL');
  }
};

const killAll = (): void => living.forEach(kill);

/** Ends this process as the signal would have, unless somebody else listens and so decides when it ends. */
const onSignal = (signal: NodeJS.Signals): void => {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.off(signal, onSignal);
  process.kill(process.pid, signal);
};

/** Without this, an engine in the middle of a search would outlive this process. */
const listen = (): void => {
  process.on('exit', killAll);
  // Before the others, who may stop listening when they have heard it.
  for (const signal of endSignals) process.prependListener(signal, onSignal);
};

const stopListening = (): void => {
  process.off('exit', killAll);
  for (const signal of endSignals) process.off(signal, onSignal);
};

/** Takes charge of an engine that was started `detached`: it does not outlive this process. */
export const adoptGroup = (child: ChildProcess): void => {
  if (living.size === 0) listen();
  living.add(child);
};

/**
 * Kills an engine and all that it has started: behind a wrapper script the engine is not our child. Only the first
 * time, since the number of a group that is gone may become another's.
 */
export const killGroup = (child: ChildProcess): void => {
  if (!living.delete(child)) return;
  kill(child);
  if (living.size === 0) stopListening();
};
