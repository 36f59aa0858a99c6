import type { VNode } from 'preact';
import type { MatchDetails } from '../../api/answers.ts';
import { checkedOf } from '../../match/checked.ts';
import type { MatchStore } from '../../match/match-store.ts';
import { releaseReason } from '../../match/words.ts';

const marks = { good: '✓', warn: '!', bad: '✗' } as const;

/** Whether the log holds, by this page's own check, and on a click what was checked. */
export const VerifiedBadge = ({
  store,
  details,
}: {
  readonly store: MatchStore;
  readonly details: MatchDetails;
}): VNode | null => {
  const replay = store.replay.value;
  if (details.status === 'over' && !details.released)
    return (
      <details class="checked">
        <summary class="badge warn">not released yet</summary>
        <p class="checked-lines card small">{releaseReason(details)}</p>
      </details>
    );
  if (replay === undefined) return null;
  const failure = replay.failure.value;
  const verdict = replay.verdict.value;
  if (failure !== undefined) return <span class="badge warn">not checked: {failure}</span>;
  if (verdict === undefined) return <span class="badge">checking the log…</span>;
  const { tone, title, lines } = checkedOf(verdict);
  return (
    <details class="checked">
      <summary class={`badge ${tone}`} data-testid="verdict">
        <span aria-hidden="true">{marks[tone]}</span> {title}
      </summary>
      <div class="checked-lines card small stack tight">
        <p>Checked by this page just now, from the log alone:</p>
        <ul class="bullets">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </details>
  );
};
