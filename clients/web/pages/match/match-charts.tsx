import { computed } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Series } from '../../charts/chart.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { Frame } from '../../match/frame.ts';
import { formatMs } from '../../parts/format.ts';
import type { MatchView } from './match-page.tsx';

const thinkTimes = (frames: readonly Frame[], names: readonly string[]): readonly Series[] =>
  names.map((name, seat) => ({ name, values: frames.map(({ by }) => by?.[seat]?.ms ?? null) }));

const advantages = (frames: readonly Frame[], names: readonly string[]): readonly Series[] => {
  if (frames.every(({ advantage }) => advantage === undefined)) return [];
  // What one of two wins the other loses: one line says it.
  const shown = names.length === 2 ? names.slice(0, 1) : names;
  return shown.map((name, seat) => ({
    name,
    values: frames.map(({ advantage }) => advantage?.[seat] ?? null),
  }));
};

const hasValue = ({ values }: Series): boolean => values.some((value) => value !== null);

const formatAdvantage = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(2)}`;
const formatStep = (step: number): string => `step ${step}`;

/** Charts over the steps; a click goes there. Who stands better is told after the release alone. */
export const MatchCharts = ({ view: { store, playback, details } }: { readonly view: MatchView }): VNode => {
  const names = useMemo(() => details.seats.map(({ name }) => name), [details.seats]);
  const series = useMemo(
    () =>
      computed(() => ({
        times: thinkTimes(store.frames.value, names),
        advantages: advantages(store.frames.value, names),
      })),
    [store, names],
  ).value;
  const at = playback.step.value;
  return (
    <div class="match-charts">
      {series.advantages.length > 0 && (
        <section class="card">
          <LineChart
            title={names.length === 2 ? `Advantage of ${names[0]}` : 'Advantage'}
            series={series.advantages}
            range={[-1, 1]}
            at={at}
            onSelect={playback.goTo}
            formatValue={formatAdvantage}
            formatStep={formatStep}
          />
        </section>
      )}
      {series.times.some(hasValue) && (
        <section class="card">
          <LineChart
            title="Think time"
            series={series.times}
            at={at}
            onSelect={playback.goTo}
            formatValue={formatMs}
            formatStep={formatStep}
          />
        </section>
      )}
    </div>
  );
};
