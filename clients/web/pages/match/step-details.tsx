import type { VNode } from 'preact';
import type { FrameBy } from '../../match/frame.ts';
import { refusalWords } from '../../match/words.ts';
import { formatCount, formatMs, formatUsd } from '../../parts/format.ts';
import type { RefusedAttempt } from '../../replay/read-replay.ts';
import type { MatchView } from './match-page.tsx';

const facts = (by: FrameBy): readonly (readonly [string, string])[] => {
  const { usage } = by;
  const tokens = (count: number | undefined): string => (count === undefined ? '' : formatCount(count));
  return (
    [
      ['Time', formatMs(by.ms)],
      ['Model', by.model ?? ''],
      ['Chosen by', by.source ?? ''],
      ['Tokens in', tokens(usage?.input)],
      ['Tokens out', tokens(usage?.output)],
      ['of them reasoning', tokens(usage?.reasoning)],
      ['from a cache', tokens(usage?.cached)],
      ['Cost', usage?.costUsd === undefined ? '' : formatUsd(usage.costUsd)],
    ] as const
  ).filter(([, value]) => value !== '');
};

const Refused = ({ attempt: { class: name, code, text } }: { readonly attempt: RefusedAttempt }): VNode => (
  <li class="stack tight">
    <span>
      <span class="badge warn">{refusalWords[name] ?? name}</span> <code>{code}</code>
    </span>
    {text === undefined ? <span class="faint">Its text was not kept.</span> : <pre class="words">{text}</pre>}
  </li>
);

const SeatStep = ({
  name,
  by,
  refused,
}: {
  readonly name: string;
  readonly by: FrameBy;
  readonly refused: readonly RefusedAttempt[];
}): VNode => (
  <div class="stack tight">
    <h3>{name}</h3>
    {by.reasoning === undefined ? (
      <p class="small faint">It said nothing with this move.</p>
    ) : (
      <pre class="words reasoning">
        {by.reasoning}
        {by.isReasoningCut === true && '\n… (cut)'}
      </pre>
    )}
    <dl class="facts small">
      {facts(by).map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
    {refused.length > 0 && (
      <ul class="stack tight small">
        {refused.map((attempt, at) => (
          <Refused key={at} attempt={attempt} />
        ))}
      </ul>
    )}
  </div>
);

/** After release: what was said with the shown step, what it cost, and what was refused before it. */
export const StepDetails = ({
  view: { store, playback, details },
}: {
  readonly view: MatchView;
}): VNode | null => {
  const story = store.replay.value?.story.value;
  if (story === undefined) return null;
  const step = playback.step.value;
  const acted = Object.entries(store.frames.value[step]?.by ?? {});
  return (
    <details class="card drawer" open>
      <summary>Reasoning and cost of step {step}</summary>
      <div class="stack">
        {acted.length === 0 && <p class="small faint">Nobody moved in this step.</p>}
        {acted.map(([seat, by]) => (
          <SeatStep
            key={seat}
            name={details.seats[Number(seat)]?.name ?? seat}
            by={by}
            refused={story.refusals.filter((one) => one.turn === step && String(one.seat) === seat)}
          />
        ))}
      </div>
    </details>
  );
};
