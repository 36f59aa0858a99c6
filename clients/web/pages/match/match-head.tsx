import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { formatRoute } from '../../router/route.ts';
import type { MatchView } from './match-page.tsx';
import { goToNeighbour } from './use-keys.ts';
import { VerifiedBadge } from './verified-badge.tsx';

const copiedMs = 2_000;

const CopyLink = (): VNode => {
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    await copyText(location.href);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, copiedMs);
  };
  return (
    <button class="button" type="button" onClick={() => void copy()}>
      {isCopied.value ? 'Copied' : 'Copy link'}
    </button>
  );
};

/** The clipboard is closed to pages on plain http; a hidden field is what browsers leave them. */
const copyText = async (text: string): Promise<void> => {
  // Absent on insecure pages, whatever the type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) return clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
};

const Status = ({ view: { store, details } }: { readonly view: MatchView }): VNode => {
  const status = store.scene.value?.status ?? details.status;
  if (status === 'running') return <span class="badge live">live</span>;
  return <span class="badge">{status === 'waiting' ? 'waiting for its seats' : 'over'}</span>;
};

const Downloads = ({ view: { details } }: { readonly view: MatchView }): VNode | null => {
  if (!details.released) return null;
  const log = `/api/matches/${encodeURIComponent(details.match)}/replay`;
  return (
    <>
      <a class="button" href={`${log}.jsonl`} download>
        Log <span class="faint">JSONL</span>
      </a>
      {details.game.id === 'chess' && (
        <a class="button" href={`${log}.pgn`} download>
          PGN
        </a>
      )}
    </>
  );
};

/** Which match this is, and in what state. */
export const MatchHead = ({ view }: { readonly view: MatchView }): VNode => {
  const { details, store } = view;
  return (
    <header class="match-head stack tight">
      <p class="row small">
        <a href={formatRoute({ page: 'game', game: details.game.id })}>{details.game.id}</a>
        <Status view={view} />
        <span class="badge">{details.rated ? 'rated' : 'casual'}</span>
        <VerifiedBadge store={store} details={details} />
      </p>
      <h1>{details.seats.map(({ name }) => name).join(' – ')}</h1>
    </header>
  );
};

/** What can be taken away from here, and where to go on. */
export const MatchActions = ({
  view,
  openHelp,
}: {
  readonly view: MatchView;
  readonly openHelp: () => void;
}): VNode => (
  <div class="row match-actions">
    <CopyLink />
    <Downloads view={view} />
    <button class="button" type="button" onClick={() => void goToNeighbour(-1)}>
      <span aria-hidden="true">‹</span> Previous
    </button>
    <button class="button" type="button" onClick={() => void goToNeighbour(1)}>
      Next <span aria-hidden="true">›</span>
    </button>
    <button class="button" type="button" onClick={openHelp} aria-label="Keys">
      ?
    </button>
  </div>
);
