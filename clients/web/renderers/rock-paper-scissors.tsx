import type { VNode } from 'preact';
import { type Throw, gainOf, roundsIn, roundsOf } from '../../../games/rock-paper-scissors/throws.ts';
import type { View } from '../../../games/rock-paper-scissors/state.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import type { RendererProps } from './renderer.ts';
import { ThrowSign } from './throw-sign.tsx';
import './drawing.css';
import './rock-paper-scissors.css';

const roleNames = ['first', 'second'] as const;
const width = 360;
const height = 190;

/** How many of the latest rounds the strip shows. */
const stripMax = 24;

type Round = readonly [Throw, Throw];

/** The first player's lead after each round, from none at the start. */
const leadsOf = (rounds: readonly Round[]): number[] => {
  const leads = [0];
  for (const [first, second] of rounds) leads.push(leads.at(-1)! + gainOf(first, second));
  return leads;
};

const winsOf = (rounds: readonly Round[], seat: number): number =>
  rounds.filter(([first, second]) => gainOf(first, second) === (seat === 0 ? 1 : -1)).length;

const winsText = (wins: number): string => `${wins} ${wins === 1 ? 'win' : 'wins'}`;

/** The rounds that each has won. */
export const throwStandings = ({ history }: View): readonly string[] => {
  const rounds = roundsOf(history);
  return [0, 1].map((seat) => winsText(winsOf(rounds, seat)));
};

const resultText = ([first, second]: Round): string => {
  const gain = gainOf(first, second);
  return gain === 0 ? 'tied' : `${roleNames[gain > 0 ? 0 : 1]} wins`;
};

const Side = ({
  seat,
  x,
  shown,
  wins,
  isWinner,
}: {
  seat: number;
  x: number;
  shown: Throw | undefined;
  wins: number;
  isWinner: boolean;
}): VNode => (
  <g transform={`translate(${x} 0)`}>
    <text class={`throw-player throw-player-${seat}`} y="18">
      {roleNames[seat]}
    </text>
    <circle class={`throw-ground throw-ground-${seat} ${isWinner ? 'throw-winner' : ''}`} cy="88" r="52" />
    {shown === undefined ? (
      <text class="throw-none" y="88">
        ?
      </text>
    ) : (
      <g transform="translate(-34 54) scale(1.7)">
        <ThrowSign shown={shown} />
      </g>
    )}
    <text class="throw-word" y="160">
      {shown ?? 'choosing'}
    </text>
    <text class="throw-wins" y="180">
      {winsText(wins)}
    </text>
  </g>
);

const tableText = (label: string, { history, rounds: count }: View, last: Round | undefined): string =>
  last === undefined
    ? `${label}. No round is played yet of ${count}.`
    : `${label}. Round ${roundsIn(history)} of ${count}: first ${last[0]}, second ${last[1]}, ${resultText(last)}.`;

/** The latest round, with the score of the match. */
const Throws = ({
  view,
  rounds,
  flipped,
  label,
}: {
  view: View;
  rounds: readonly Round[];
  flipped: boolean;
  label: string;
}): VNode => {
  const last = rounds.at(-1);
  const gain = last === undefined ? 0 : gainOf(...last);
  const seats = flipped ? [1, 0] : [0, 1];
  return (
    <svg
      class="drawing throws"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={tableText(label, view, last)}
    >
      {seats.map((seat, at) => (
        <Side
          key={seat}
          seat={seat}
          x={at === 0 ? 72 : width - 72}
          shown={last?.[seat]}
          wins={winsOf(rounds, seat)}
          isWinner={gain !== 0 && gain > 0 === (seat === 0)}
        />
      ))}
      <text class="throw-round" x={width / 2} y="18">
        Round {rounds.length} of {view.rounds}
      </text>
      <text class="throw-result" x={width / 2} y="90">
        {last === undefined ? '' : gain === 0 ? '=' : gain > 0 === (seats[0] === 0) ? '›' : '‹'}
      </text>
      <text class="throw-round" x={width / 2} y="180">
        {rounds.length - winsOf(rounds, 0) - winsOf(rounds, 1)} tied
      </text>
    </svg>
  );
};

/** The latest rounds side by side, the winner of each framed. */
const RoundStrip = ({ rounds, flipped }: { rounds: readonly Round[]; flipped: boolean }): VNode => {
  const from = Math.max(0, rounds.length - stripMax);
  const seats = flipped ? [1, 0] : [0, 1];
  return (
    <ol class="throw-strip" start={from + 1} aria-label="The latest rounds">
      {rounds.slice(from).map((round, at) => (
        <li key={from + at}>
          <span class="hidden-text">
            {`Round ${from + at + 1}: first ${round[0]}, second ${round[1]}, ${resultText(round)}`}
          </span>
          <svg viewBox="0 0 44 108" aria-hidden="true">
            {seats.map((seat, place) => {
              const isWinner = gainOf(...round) === (seat === 0 ? 1 : -1);
              return (
                <g key={seat} transform={`translate(2 ${2 + place * 44})`}>
                  {isWinner ? (
                    <rect class={`throw-frame throw-frame-${seat}`} width="40" height="40" rx="6" />
                  ) : null}
                  <ThrowSign shown={round[seat]!} />
                </g>
              );
            })}
            <text class="throw-number" x="22" y="99">
              {from + at + 1}
            </text>
          </svg>
        </li>
      ))}
    </ol>
  );
};

/** Rock-paper-scissors: the latest round, and beside a large one the rounds before it and the lead. */
export const RockPaperScissors = ({ view, flipped, label, size }: RendererProps<View>): VNode => {
  const rounds = roundsOf(view.history);
  const table = <Throws {...{ view, rounds, flipped, label }} />;
  if (size === 'thumb') return table;
  return (
    <div class="rounds">
      {table}
      {rounds.length === 0 ? null : <RoundStrip rounds={rounds} flipped={flipped} />}
      {rounds.length < 2 ? null : (
        <Sparkline values={leadsOf(rounds)} label="Rounds by which first leads" slots={view.rounds + 1} />
      )}
    </div>
  );
};
