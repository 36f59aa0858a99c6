import type { platformTimer } from './retry.ts';

/** How long a connection may be silent, in milliseconds. */
export interface Patience {
  /** Before its first word. A process that stands still takes connections and says nothing on them. */
  readonly welcomeMs: number;
  /** Before it is asked for a sign of life. */
  readonly quietMs: number;
  /** From being asked until it is given up. */
  readonly answerMs: number;
}

/** A process that is alive and busy answers far sooner; one that is not has lost its matches to another by then. */
const defaultPatience: Patience = { welcomeMs: 10_000, quietMs: 8_000, answerMs: 6_000 };

/** What a socket says that broke: here, one that is given up. */
export const broken = 1006;

/** Listens for a connection's pulse. */
export interface Pulse {
  /** Something came, whatever it was. */
  heard(): void;
  stop(): void;
}

interface PulseOptions {
  readonly patience?: Partial<Patience> | undefined;
  readonly after: typeof platformTimer;
  readonly ask: () => void;
  readonly giveUp: () => void;
}

/**
 * Tells a connection that waits from one whose other end has stopped: a process that stands still, or a machine that
 * vanished, leaves its sockets open. Between asking and giving up the event loop has read what there was to read, so
 * that a program which computed for long does not take its own silence for the arena's.
 */
export const listenForPulse = ({ patience, after, ask, giveUp }: PulseOptions): Pulse => {
  const { welcomeMs, quietMs, answerMs } = { ...defaultPatience, ...patience };
  let isWelcome = false;
  let isHeard = false;
  let cancel = after(welcomeMs, giveUp);
  const wait = (ms: number, onSilence: () => void): void => {
    isHeard = false;
    cancel = after(ms, () => (isHeard ? listen() : onSilence()));
  };
  const listen = (): void =>
    wait(quietMs, () => {
      ask();
      wait(answerMs, giveUp);
    });
  return {
    heard: () => {
      isHeard = true;
      if (isWelcome) return;
      isWelcome = true;
      cancel();
      listen();
    },
    stop: () => cancel(),
  };
};
