import type { PlannedSeat } from '../arena/plan.ts';
import type { TournamentStatus, TournamentSummary } from '../protocol/tournament-routes.ts';

/** A tournament as a server keeps it: who plays what. What was played follows from the ledger. */
export interface TournamentRecord {
  readonly id: string;
  readonly name: string;
  /** The id of the key holder who asked for it. */
  readonly creator: string;
  /** The file word for word, as JSON. */
  readonly file: string;
  /** Ids of its games. */
  readonly games: readonly string[];
  /** What tables call the players. */
  readonly names: readonly string[];
  readonly seats: readonly PlannedSeat[];
  /** The seed of all matches; nobody is told before the end. */
  readonly root: string;
  readonly rated: boolean;
  /** The ledger's length when it was made: its rows come later. */
  readonly ledgerFrom: number;
  readonly status: TournamentStatus;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** The tournaments of a server. */
export interface TournamentTable {
  /** Keeps a new tournament, which runs. */
  create(
    record: Omit<TournamentRecord, 'ledgerFrom' | 'status' | 'createdAt' | 'endedAt'>,
  ): Promise<TournamentRecord>;
  find(id: string): Promise<TournamentRecord | undefined>;
  /** Newest first. */
  list(limit: number): Promise<readonly TournamentSummary[]>;
  running(): Promise<readonly TournamentRecord[]>;
  /** Unfinished ones of a creator. */
  unfinishedCount(creator: string): Promise<number>;
  /**
   * Whether a finished match is one of a mirrored pair whose other one is still to be over: it may not even be made yet,
   * where its players wait for room.
   */
  isPairOpen(match: string): Promise<boolean>;
  /** Changes the status of one that is running or paused; undefined where it is not. */
  setStatus(id: string, status: TournamentStatus): Promise<TournamentRecord | undefined>;
}
