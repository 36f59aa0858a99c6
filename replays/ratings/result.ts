import { isVoid } from '../format.ts';
import type { LedgerSeat, UnnumberedLedgerRow } from '../ledger.ts';

/** How a counted game ended for its first mover. Forfeits are told apart, since they say little about play. */
export const results = ['win', 'draw', 'loss', 'forfeit-win', 'forfeit-loss'] as const;

/** An index into `results`. */
export type Result = 0 | 1 | 2 | 3 | 4;
export const win: Result = 0;
export const draw: Result = 1;
export const loss: Result = 2;
export const forfeitWin: Result = 3;
export const forfeitLoss: Result = 4;

/** Points of the first mover for each result. */
export const pointsOf = [1, 0.5, 0, 1, 0] as const;

/** Why a finished match counts for nothing, in the order in which the reasons are looked for. */
export const skipReasons = [
  'aborted',
  'void-infra',
  'void-provider',
  'void-arbiter',
  'unrated',
  'not-two-players',
  'self-play',
  'same-owner',
  'no-table',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Those of them that nobody's play is to blame for. */
export const voidReasons = ['aborted', 'void-infra', 'void-provider', 'void-arbiter'] as const;
/** One agent's void matches. */
export type Voids = Readonly<Record<(typeof voidReasons)[number], number>>;

/** Matches that counted for nothing, by reason. */
export type Skipped = Readonly<Record<SkipReason, number>>;

type SeatConduct = Pick<
  LedgerSeat,
  'turns' | 'refusals' | 'tokensIn' | 'tokensOut' | 'costUsd' | 'sources' | 'thinkMs' | 'think'
>;

/** What a seat did; all but its result is absent where the source does not tell it. */
export type CountableSeat = Pick<LedgerSeat, 'seat' | 'agent' | 'owner' | 'score'> & Partial<SeatConduct>;

/** The part of a ledger row that ratings read. */
export type CountableRow = Pick<
  UnnumberedLedgerRow,
  'game' | 'version' | 'pool' | 'poolHash' | 'termination' | 'fault' | 'rated'
> & {
  readonly seats: readonly CountableSeat[];
  readonly group?: UnnumberedLedgerRow['group'];
  /** SHA-256 over all that was played, where it is known: equal ones between equal players are one observation. */
  readonly play?: string;
  readonly steps?: number;
};

export interface TrustOptions {
  /** Leaves out matches that were not arranged as rated. */
  readonly ratedOnly?: boolean;
  /** Leaves out matches between agents of one owner, but for the arena's own. */
  readonly separateOwners?: boolean;
}

/** The owner of the arena's own players, who have nobody to favour. */
export const houseOwner = 'house';

/** What a row is to the ratings of its pool. */
export type Classified =
  | {
      readonly kind: 'game';
      readonly first: CountableSeat;
      readonly second: CountableSeat;
      readonly result: Result;
    }
  | { readonly kind: 'solo'; readonly seat: CountableSeat; readonly table: string }
  /** `entered` took part all the same, and are listed without a game. */
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly entered: readonly CountableSeat[] };

const skipped = (reason: SkipReason, entered: readonly CountableSeat[] = []): Classified => ({
  kind: 'skipped',
  reason,
  entered,
});

const byScore = (a: number, b: number): Result => (a > b ? win : a < b ? loss : draw);

/** A forfeit is a loss for the seat at fault, whatever the board said. */
const resultOf = ({ fault }: CountableRow, first: CountableSeat, second: CountableSeat): Result => {
  if (fault?.seat === first.seat) return forfeitLoss;
  if (fault?.seat === second.seat) return forfeitWin;
  return byScore(first.score!, second.score!);
};

const classifySolo = ({ group }: CountableRow, seat: CountableSeat): Classified => {
  const table = group?.start ?? group?.pair;
  return table === undefined ? skipped('no-table') : { kind: 'solo', seat, table };
};

/** Whether two agents are of one owner who may favour one of them. */
export const isOneOwner = (one: CountableSeat, other: CountableSeat): boolean =>
  one.owner === other.owner && one.owner !== houseOwner;

/** What a ledger row counts as. Seats are told by number, whatever order they are listed in. */
export const classify = (row: CountableRow, { ratedOnly, separateOwners }: TrustOptions = {}): Classified => {
  if (ratedOnly === true && !row.rated) return skipped('unrated');
  // Scores are null here, so an arbiter looks like a player: only a row of two seats tells who entered.
  if (isVoid(row.termination)) return skipped(row.termination, row.seats.length === 2 ? row.seats : []);
  const players = row.seats.filter((seat) => seat.score !== null);
  const [one, other] = players;
  if (one === undefined || players.length > 2) return skipped('not-two-players');
  if (other === undefined)
    return row.seats.length === 1 ? classifySolo(row, one) : skipped('not-two-players');
  if (one.agent === other.agent) return skipped('self-play', [one]);
  if (separateOwners === true && isOneOwner(one, other)) return skipped('same-owner', [one, other]);
  const [first, second] = one.seat < other.seat ? [one, other] : [other, one];
  return { kind: 'game', first, second, result: resultOf(row, first, second) };
};
