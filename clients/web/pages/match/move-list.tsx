import type { VNode } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import type { Frame, FrameBy } from '../../match/frame.ts';
import { refusalWords } from '../../match/words.ts';
import { formatMs } from '../../parts/format.ts';
import type { RefusedAttempt } from '../../replay/read-replay.ts';
import type { MatchView } from './match-page.tsx';

/** Refused attempts before a step; their classes where they are told. */
const refusedText = (by: FrameBy): string | undefined => {
  if (by.attempts <= 1) return undefined;
  const classes = by.refused?.map((name) => refusalWords[name] ?? name) ?? [];
  return classes.length > 0 ? `refused: ${classes.join(', ')}` : `${by.attempts - 1} refused`;
};

const Row = memo(
  ({ frame, goTo }: { readonly frame: Frame; readonly goTo: (step: number) => void }): VNode => {
    const acted = Object.entries(frame.by ?? {});
    return (
      <li>
        <button type="button" class="move" onClick={() => goTo(frame.n)}>
          <span class="move-n">{frame.n}</span>
          <span class="move-what">
            {frame.news === '' ? 'The start' : frame.news}
            {acted.map(([seat, by]) => {
              const refused = refusedText(by);
              return refused === undefined ? null : (
                <span key={seat} class="badge warn">
                  {refused}
                </span>
              );
            })}
          </span>
          <span class="move-ms">{acted.map(([, { ms }]) => formatMs(ms)).join(' / ')}</span>
        </button>
      </li>
    );
  },
);

/** The rows of all steps. They know nothing of the step that is shown, or a thousand would be compared for each redraw. */
const Rows = memo(
  ({ frames, goTo }: { readonly frames: readonly Frame[]; readonly goTo: (step: number) => void }): VNode => (
    <>
      {frames.map((frame) => (
        <Row key={frame.n} frame={frame} goTo={goTo} />
      ))}
    </>
  ),
);

/** Attempts that no accepted move followed: what a forfeit was lost by. */
const LastAttempts = ({
  view: { details },
  attempts,
}: {
  readonly view: MatchView;
  readonly attempts: readonly RefusedAttempt[];
}): VNode => (
  <>
    {attempts.map(({ seat, class: name, code, text }, at) => (
      <li key={at} class="move refused">
        <span class="move-n">✗</span>
        <span class="move-what">
          {details.seats[seat]?.name}: {refusalWords[name] ?? name} <code>{code}</code>
          {text !== undefined && <q class="mono">{text}</q>}
        </span>
      </li>
    ))}
  </>
);

/** Marks the row of the step that is shown, in the list and to those who listen. */
const markCurrent = (list: HTMLElement, row: Element | undefined): void => {
  list.querySelector('[aria-current]')?.removeAttribute('aria-current');
  row?.querySelector('.move')?.setAttribute('aria-current', 'step');
};

/** Scrolls within the list alone: the page stays where it is. */
const bringIntoView = (list: HTMLElement, row: HTMLElement): void => {
  const top = row.offsetTop;
  const isAbove = top < list.scrollTop;
  const isBelow = top + row.offsetHeight > list.scrollTop + list.clientHeight;
  if (isAbove || isBelow) list.scrollTop = top - list.clientHeight / 2;
};

/** What happened, step by step; a click goes there. */
export const MoveList = ({ view }: { readonly view: MatchView }): VNode => {
  const { store, playback } = view;
  const frames = store.frames.value;
  const step = playback.step.value;
  const list = useRef<HTMLOListElement>(null);
  const refusals = store.replay.value?.story.value?.refusals ?? [];
  useEffect(() => {
    const row = list.current!.children[step];
    markCurrent(list.current!, row);
    if (row instanceof HTMLElement) bringIntoView(list.current!, row);
  }, [step, frames]);
  return (
    <section class="card moves" aria-label="Moves">
      <h2 class="small">Moves</h2>
      <ol class="move-list" ref={list}>
        <Rows frames={frames} goTo={playback.goTo} />
        <LastAttempts view={view} attempts={refusals.filter(({ turn }) => turn >= frames.length)} />
      </ol>
    </section>
  );
};
