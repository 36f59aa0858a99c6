import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { LineChart } from '../charts/line-chart.tsx';
import { Matrix } from '../charts/matrix.tsx';
import { Scatter } from '../charts/scatter.tsx';
import { Whisker } from '../charts/whisker.tsx';

const wave = (length: number, reach: number, shift: number): number[] =>
  Array.from({ length }, (_, step) => reach * Math.sin(step / 9 + shift) * Math.cos(step / 31));

const names = ['minimax', 'greedy', 'equilibrium', 'random', 'a-name-of-the-longest-length-there-can-be'];
const ratings = [1840, 1610, 1490, 1210, 1180];
const losses = names.map((_, row) =>
  names.map((_, column) =>
    row === column ? null : 1 / (1 + 10 ** ((ratings[column]! - ratings[row]!) / 200)),
  ),
);
const advantage = [
  { name: 'white', values: wave(90, 0.8, 0) },
  { name: 'black', values: wave(90, -0.8, 0) },
];
const thinking = [
  {
    name: 'white',
    values: wave(90, 9000, 2).map((value, step) => (step % 2 === 0 ? Math.abs(value) : null)),
  },
  {
    name: 'black',
    values: wave(90, 4000, 1).map((value, step) => (step % 2 === 1 ? Math.abs(value) : null)),
  },
];
const models = [
  { name: 'large', x: 12.5, y: 1840, isOnFrontier: true },
  { name: 'middle', x: 1.1, y: 1650, isOnFrontier: true, href: '#middle' },
  { name: 'dear', x: 9, y: 1500, isOnFrontier: false },
  { name: 'small', x: 0.04, y: 1310, isOnFrontier: true },
  { name: 'old', x: 0.3, y: 1200, isOnFrontier: false },
];

const Lines = (): VNode => {
  const [at, setAt] = useState(40);
  return (
    <>
      <LineChart
        title="Advantage"
        series={advantage}
        range={[-1, 1]}
        at={at}
        onSelect={setAt}
        formatValue={(value) => value.toFixed(2)}
      />
      <LineChart
        title="Time for each move"
        series={thinking}
        at={at}
        onSelect={setAt}
        formatValue={(value) => `${(value / 1000).toFixed(1)} s`}
      />
    </>
  );
};

/** Every chart, over made-up figures. */
export const Charts = (): VNode => (
  <section id="charts">
    <h2>Charts</h2>
    <div class="gallery-board stack">
      <Lines />
      <table>
        <tbody>
          {names.map((name, at) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{ratings[at]}</td>
              <td>
                <Whisker
                  estimate={ratings[at]!}
                  low={ratings[at]! - 40 - 60 * at}
                  high={ratings[at]! + 40 + 30 * at}
                  range={[1000, 1900]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Scatter
        title="Rating against cost"
        points={models}
        xName="Cost a game, dollars"
        yName="Rating"
        formatX={(value) => `$${value}`}
        formatY={(value) => value.toFixed(0)}
      />
      <Matrix
        title="Likelihood of superiority"
        names={names}
        cells={losses}
        formatCell={(value) => `${Math.round(100 * value)} %`}
      />
    </div>
  </section>
);
