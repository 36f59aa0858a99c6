import type { Header, RefusalClass } from '../../replays/format.ts';

/** Hears of the play as it comes, for figures and logs. It is told nothing that is secret, and changes nothing. */
export interface PlayObserver {
  /** A moment to measure from, in milliseconds. */
  now(): number;
  /** An action that came at `sinceMs` is durable and acknowledged. */
  acked(sinceMs: number): void;
  refused(
    header: Header,
    seat: number,
    refusal: { readonly class: RefusalClass; readonly code: string },
  ): void;
  connection(header: Header, seat: number, kind: 'connected' | 'disconnected'): void;
}
