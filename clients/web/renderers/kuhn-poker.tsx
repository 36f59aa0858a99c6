import type { VNode } from 'preact';
import {
  type Betting,
  type Card,
  type Cards,
  gainOf,
  isFinished,
} from '../../../games/kuhn-poker/betting.ts';
import type { KnownCards, View } from '../../../games/kuhn-poker/state.ts';
import { KuhnHistory } from './kuhn-history.tsx';
import type { RendererProps } from './renderer.ts';
import './drawing.css';
import './kuhn-poker.css';

const roleNames = ['first', 'second'] as const;
const cardNames: Readonly<Record<Card, string>> = { J: 'jack', Q: 'queen', K: 'king' };
const width = 360;
const height = 206;

/** One hand as it lies on the table. */
interface Table {
  readonly number: number;
  readonly betting: Betting;
  readonly cards: KnownCards;
}

/**
 * The hand to look at: the one in play, or the one that has just ended while nobody has acted in the next, so that
 * its cards and its winner are seen.
 */
const tableOf = (view: View): Table => {
  const last = view.results.at(-1);
  if (last !== undefined && (view.cards === null || view.betting.length === 0))
    return { number: view.results.length, ...last };
  return { number: view.results.length + 1, betting: view.betting, cards: view.cards ?? [null, null] };
};

/** Chips that a seat has put in: its ante, and its bet or call. */
const stakeOf = (betting: Betting, seat: number): number =>
  1 + betting.filter((action, at) => at % 2 === seat && (action === 'bet' || action === 'call')).length;

const actionOf = (betting: Betting, seat: number): string | undefined =>
  betting.findLast((_, at) => at % 2 === seat);

const CardFace = ({ card, x }: { card: Card | null; x: number }): VNode => (
  <g transform={`translate(${x} 62)`}>
    <rect
      class={card === null ? 'playing-card playing-card-back' : 'playing-card'}
      x="-36"
      y="0"
      width="72"
      height="100"
      rx="8"
    />
    {card === null ? (
      <path class="playing-card-pattern" d="M-24 12h48v76h-48zM-24 50L0 12 24 50 0 88z" />
    ) : (
      <>
        <text class="playing-card-corner" x="-25" y="16">
          {card}
        </text>
        <text class="playing-card-letter" x="0" y="50">
          {card}
        </text>
        <text class="playing-card-word" x="0" y="84">
          {cardNames[card]}
        </text>
      </>
    )}
  </g>
);

/** A pile of chips, a disc a chip. */
const Chips = ({ count, x, seat }: { count: number; x: number; seat: number }): VNode => (
  <g>
    {Array.from({ length: count }, (_, at) => (
      <g key={at} transform={`translate(${x} ${128 - 9 * at})`}>
        <ellipse class={`chip chip-${seat}`} rx="15" ry="7.5" />
        <ellipse class="chip-inner" rx="9" ry="4" />
      </g>
    ))}
  </g>
);

const chipsText = (count: number): string =>
  `${count > 0 ? '+' : count < 0 ? '−' : ''}${Math.abs(count)} chips`;

/** What each has won so far. */
export const kuhnStandings = ({ scores }: View): readonly string[] => scores.map(chipsText);

const Player = ({
  view,
  table,
  seat,
  x,
  isWinner,
}: {
  view: View;
  table: Table;
  seat: number;
  x: number;
  isWinner: boolean;
}): VNode => {
  const action = actionOf(table.betting, seat);
  return (
    <g>
      <text class={`player player-${seat}`} x={x} y="18">
        {roleNames[seat]}
      </text>
      <text class="player-score" x={x} y="40">
        {chipsText(view.scores[seat]!)}
      </text>
      <CardFace card={table.cards[seat]!} x={x} />
      {isWinner ? (
        <rect class="playing-card-winner" x={x - 41} y="57" width="82" height="110" rx="11" />
      ) : null}
      {action === undefined ? null : (
        <g transform={`translate(${x} 186)`}>
          <rect class={`action action-${seat}`} x="-38" y="-13" width="76" height="26" rx="13" />
          <text class="action-word">{action}</text>
        </g>
      )}
    </g>
  );
};

/** Who is ahead in a finished hand, and by what. */
const handGain = ({ betting, cards }: Table): number | undefined =>
  isFinished(betting) ? gainOf(cards as Cards, betting) : undefined;

const cardText = (card: Card | null): string => (card === null ? 'a hidden card' : `the ${cardNames[card]}`);

const tableText = (label: string, table: Table, pot: number, gain: number | undefined): string =>
  [
    `${label}. Hand ${table.number}: first holds ${cardText(table.cards[0])}, second ${cardText(table.cards[1])}`,
    table.betting.length === 0 ? 'no action yet' : table.betting.join(', '),
    gain === undefined ? `${pot} chips in the pot` : `${roleNames[gain > 0 ? 0 : 1]} wins ${Math.abs(gain)}`,
  ].join('; ');

/** The table: both cards, the pot between them and what each did. */
const KuhnTable = ({ view, flipped, label }: { view: View; flipped: boolean; label: string }): VNode => {
  const table = tableOf(view);
  const gain = handGain(table);
  const seats = flipped ? [1, 0] : [0, 1];
  const stakes = [stakeOf(table.betting, 0), stakeOf(table.betting, 1)];
  const pot = stakes[0]! + stakes[1]!;
  const xOf = (seat: number): number => (seats.indexOf(seat) === 0 ? 66 : width - 66);
  return (
    <svg
      class="drawing kuhn-table"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={tableText(label, table, pot, gain)}
    >
      <rect class="felt" x="112" y="50" width="136" height="124" rx="62" />
      <text class="hand-number" x="180" y="18">
        Hand {table.number} of {view.hands}
      </text>
      {[0, 1].map((seat) => (
        <Player
          key={seat}
          {...{ view, table, seat, x: xOf(seat) }}
          isWinner={gain !== undefined && gain > 0 === (seat === 0)}
        />
      ))}
      {[0, 1].map((seat) => (
        <Chips key={seat} count={stakes[seat]!} x={seats.indexOf(seat) === 0 ? 160 : 200} seat={seat} />
      ))}
      <text class="pot" x="180" y="88">
        {gain === undefined ? `pot ${pot}` : `${roleNames[gain > 0 ? 0 : 1]} +${Math.abs(gain)}`}
      </text>
    </svg>
  );
};

/** Kuhn poker: the hand on the table, and beside a large one the hands before it. */
export const KuhnPoker = ({ view, flipped, label, size }: RendererProps<View>): VNode =>
  size === 'thumb' ? (
    <KuhnTable view={view} flipped={flipped} label={label} />
  ) : (
    <div class="kuhn">
      <KuhnTable view={view} flipped={flipped} label={label} />
      <KuhnHistory view={view} />
    </div>
  );
