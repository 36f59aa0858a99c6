import type { VNode } from 'preact';
import type { MatrixProps } from './chart.ts';
import './matrix.css';

/** How strong the colour of a cell gets, in percent, so that its figure stays legible. */
const washMax = 45;

/** The ground of a cell: from the one seat's colour through none at a half to the other's. */
const groundOf = (value: number): { background: string } => {
  const seat = value >= 0.5 ? 0 : 1;
  const strength = Math.round(Math.abs(value - 0.5) * 2 * washMax);
  return { background: `color-mix(in oklab, var(--seat-${seat}) ${strength}%, var(--raised))` };
};

/** A square of figures, row against column, with colours beside the figures and columns numbered as the rows are. */
export const Matrix = ({ title, names, cells, formatCell }: MatrixProps): VNode => (
  // The region scrolls where it is too wide, so it must be reachable by keyboard.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus
  <div class="matrix" role="region" aria-label={title} tabIndex={0}>
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="hidden-text">Row against column</span>
          </th>
          {names.map((name, column) => (
            <th key={name} scope="col" title={name}>
              <span aria-hidden="true">{column + 1}</span>
              <span class="hidden-text">{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, row) => (
          <tr key={name}>
            <th scope="row" title={name}>
              <span class="matrix-number" aria-hidden="true">
                {row + 1}
              </span>
              {name}
            </th>
            {names.map((other, column) => {
              const value = cells[row]?.[column] ?? null;
              return value === null ? (
                <td key={other} class="matrix-none">
                  {row === column ? '' : '–'}
                </td>
              ) : (
                <td
                  key={other}
                  style={groundOf(value)}
                  title={`${name} against ${other}: ${formatCell(value)}`}
                >
                  {formatCell(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
