import * as fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { LineChart } from './line-chart.tsx';
import { stepFor } from './line-keys.ts';
import { linePath } from './line-path.ts';
import { Matrix } from './matrix.tsx';
import { linearScale, linearTicks, logTicks } from './scale.ts';
import { Scatter } from './scatter.tsx';
import { Whisker } from './whisker.tsx';

const cells = (html: string): string[] =>
  [...html.matchAll(/<t[dh][^>]*>(?:<span[^>]*>[^<]*<\/span>)*([^<]*)<\/t[dh]>/gu)].map(([, text]) => text!);

describe('ticks', () => {
  test('are round, evenly spaced, within the range and about as many as asked for', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(finite, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, length) => {
        const ticks = linearTicks(from, from + length, 5);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const step = ticks[1]! - ticks[0]!;
        for (const [at, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(from - step * 1e-4);
          expect(tick).toBeLessThanOrEqual(from + length + step * 1e-4);
          expect(Math.abs(tick - ticks[0]! - at * step)).toBeLessThan(step * 1e-4);
        }
        const mantissa = step / 10 ** Math.floor(Math.log10(step * (1 + 1e-4)));
        expect([1, 2, 5].some((nice) => Math.abs(nice - mantissa) < 1e-2)).toBe(true);
      }),
    );
  });

  test('are powers of ten on a scale of factors', () => {
    expect(logTicks(0.03, 14)).toEqual([0.1, 1, 10]);
    expect(logTicks(2, 8)).toEqual([2, 8]);
  });
});

describe('a line', () => {
  const [x, y] = [linearScale(0, 4), linearScale(0, 1)];
  test('joins the values that there are', () => {
    expect(linePath([0, null, 1, null, 0.5], x, y)).toBe('M0.0 400.0L500.0 0.0L1000.0 200.0');
  });
  test('is a dot where there is one value, and nothing where there is none', () => {
    expect(linePath([null, 1], x, y)).toBe('M250.0 0.0h0');
    expect(linePath([null], x, y)).toBe('');
  });
});

describe('the line chart', () => {
  const chart = {
    title: 'Advantage',
    series: [
      { name: 'white', values: [0, 0.25, null] },
      { name: 'black', values: [0, -0.25, 1] },
    ],
    formatValue: (value: number) => value.toFixed(2),
  };

  test('holds every value in a table', () => {
    expect(cells(renderToString(<LineChart {...chart} />))).toEqual([
      'Step',
      'white',
      'black',
      '0',
      '0.00',
      '0.00',
      '1',
      '0.25',
      '-0.25',
      '2',
      'none',
      '1.00',
    ]);
  });

  test('is a slider over the steps where one can be chosen, and says where it stands', () => {
    const html = renderToString(<LineChart {...chart} at={1} onSelect={() => undefined} />);
    expect(html).toMatch(/role="slider"[^>]*aria-valuemin="0" aria-valuemax="2" aria-valuenow="1"/u);
    expect(html).toContain('aria-valuetext="step 1: white 0.25, black -0.25"');
    expect(renderToString(<LineChart {...chart} at={1} />)).not.toContain('slider');
  });

  test('stands empty where nothing is known', () => {
    const html = renderToString(<LineChart title="Time" series={[]} formatValue={String} at={0} />);
    expect(html).not.toMatch(/NaN|Infinity|undefined/u);
  });
});

describe('the keys of a chart', () => {
  const press = (key: string, at: number, more: Partial<KeyboardEvent> = {}): number | undefined =>
    stepFor({ key, altKey: false, ctrlKey: false, metaKey: false, ...more }, at, 30);
  test.each([
    ['ArrowRight', 3, 4],
    ['ArrowLeft', 3, 2],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 30, 30],
    ['PageUp', 25, 30],
    ['PageDown', 25, 15],
    ['Home', 12, 0],
    ['End', 12, 30],
  ] as const)('%s at %i leads to %i', (key, at, to) => {
    expect(press(key, at)).toBe(to);
  });
  test('leave other keys and combinations to the browser', () => {
    expect(press('Tab', 3)).toBeUndefined();
    expect(press('ArrowLeft', 3, { altKey: true })).toBeUndefined();
  });
});

describe('the whisker', () => {
  const draw = (low: number, high: number): string =>
    renderToString(<Whisker estimate={1500} low={low} high={high} range={[1000, 2000]} />);
  test('has a cap at each end within the range, and none where the interval goes on', () => {
    expect(draw(1400, 1600)).toContain('M48.8 4v8M71.2 4v8');
    expect(draw(-Infinity, 1600)).toContain('d="M4.0 8H71.2M71.2 4v8"');
    expect(draw(-Infinity, Infinity)).not.toMatch(/NaN|Infinity|4v8/u);
  });
});

describe('the scatter', () => {
  const scatter = {
    title: 'Rating against cost',
    xName: 'Cost',
    yName: 'Rating',
    formatX: (value: number) => `$${value}`,
    formatY: String,
  };
  const points = [
    { name: 'large', x: 12, y: 1800, isOnFrontier: true },
    { name: 'small', x: 0.1, y: 1300, isOnFrontier: true },
    { name: 'old', x: 3, y: 1100, isOnFrontier: false },
  ];
  test('holds every point in a table, with its place on the frontier', () => {
    const html = renderToString(<Scatter {...scatter} points={points} />);
    expect(cells(html).slice(4)).toEqual(
      points.flatMap(({ name, x, y, isOnFrontier }) => [
        name,
        `$${x}`,
        String(y),
        isOnFrontier ? 'yes' : 'no',
      ]),
    );
  });
  test.each([
    ['none', []],
    ['one', points.slice(0, 1)],
    ['equal ones', [points[0]!, { ...points[0]!, name: 'twin' }]],
    ['free ones', [{ ...points[0]!, x: 0 }, points[1]!]],
  ])('can show %s', (_, some) => {
    expect(renderToString(<Scatter {...scatter} points={some} />)).not.toMatch(/NaN|Infinity|undefined/u);
  });
});

describe('the matrix', () => {
  test('is a table whose headers name rows and columns', () => {
    const html = renderToString(
      <Matrix
        title="Likelihood of superiority"
        names={['a', 'b']}
        cells={[
          [null, 0.75],
          [0.25, null],
        ]}
        formatCell={(value) => `${100 * value} %`}
      />,
    );
    expect(html.match(/scope="row"/gu)).toHaveLength(2);
    expect(html).toContain('a against b: 75 %');
    expect(cells(html)).toContain('25 %');
  });
});
