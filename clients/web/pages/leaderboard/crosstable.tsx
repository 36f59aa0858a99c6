import type { VNode } from 'preact';
import type { HeadToHead } from '../../api/answers.ts';
import { formatAgent } from '../../parts/format.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';

/** Games of two agents, and the points of the one whose row it is. */
export interface Meeting {
  readonly games: number;
  readonly points: number;
}

/** Results of each agent (row) against each other (column), over both orders of seats. */
export const meetings = ({ agents, pairs }: HeadToHead): readonly (readonly (Meeting | undefined)[])[] => {
  const table = agents.map(() => agents.map((): Meeting | undefined => undefined));
  const add = (row: number, column: number, games: number, points: number): void => {
    const before = table[row]?.[column] ?? { games: 0, points: 0 };
    table[row]![column] = { games: before.games + games, points: before.points + points };
  };
  for (const { first, second, games, score } of pairs) {
    const [row, column] = [agents.indexOf(first), agents.indexOf(second)];
    if (row < 0 || column < 0) continue;
    add(row, column, games, score * games);
    add(column, row, games, (1 - score) * games);
  }
  return table;
};

const formatPoints = (points: number): string => String(Math.round(points * 10) / 10);

const Cell = ({
  meeting,
  isSelf,
}: {
  readonly meeting: Meeting | undefined;
  readonly isSelf: boolean;
}): VNode => {
  if (isSelf) return <td class="self" aria-label="itself" />;
  return <td>{meeting === undefined ? '–' : `${formatPoints(meeting.points)} / ${meeting.games}`}</td>;
};

/** Who beat whom: points of the row against the column, and the games. */
export const MeetingTable = ({
  names,
  table,
}: {
  readonly names: readonly string[];
  readonly table: readonly (readonly (Meeting | undefined)[])[];
}): VNode => (
  <ScrollRegion label="Crosstable">
    <table class="table crosstable">
      <caption class="hidden-text">Points of each agent against each other one, of so many games</caption>
      <thead>
        <tr>
          <th scope="col" class="text">
            Agent
          </th>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, row) => (
          <tr key={name}>
            <th scope="row" class="text">
              {name}
            </th>
            {names.map((other, column) => (
              <Cell key={other} meeting={table[row]?.[column]} isSelf={row === column} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
);

/** The crosstable of a pool. */
export const Crosstable = ({ results }: { readonly results: HeadToHead }): VNode => (
  <MeetingTable names={results.agents.map(formatAgent)} table={meetings(results)} />
);
