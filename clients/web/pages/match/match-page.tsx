import { computed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { MatchDetails, Rated } from '../../api/answers.ts';
import { createMatchStore, type MatchStore } from '../../match/match-store.ts';
import { createPlayback, type Playback } from '../../match/playback.ts';
import { Failure, Loading } from '../../parts/answer.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { ratedIn, useLeaderboards } from '../../ratings/use-ratings.ts';
import { route } from '../../router/router.ts';
import { parseViewer } from '../../match/viewer.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Controls } from './controls.tsx';
import { KeyHelp } from './key-help.tsx';
import { MatchBoard } from './match-board.tsx';
import { MatchCharts } from './match-charts.tsx';
import { MatchActions, MatchHead } from './match-head.tsx';
import { MoveList } from './move-list.tsx';
import { ResultCard } from './result-card.tsx';
import { StepDetails } from './step-details.tsx';
import { useAddress } from './use-address.ts';
import { useKeys } from './use-keys.ts';

/** What the parts of the page share. */
export interface MatchView {
  readonly store: MatchStore;
  readonly playback: Playback;
  readonly details: MatchDetails;
  readonly isFlipped: boolean;
  readonly flip: () => void;
  /** By seat; undefined where its agent is not rated yet. */
  readonly ratings: readonly (Rated | undefined)[];
}

const useMatch = (match: string): Pick<MatchView, 'store' | 'playback'> => {
  const opened = useMemo(() => {
    const store = createMatchStore(match);
    const last = computed(() => Math.max(0, store.frames.value.length - 1));
    const at = route.peek();
    const { step, as } = at.page === 'match' ? at : {};
    store.setViewer(parseViewer(as));
    return { store, playback: createPlayback(last, step) };
  }, [match]);
  useEffect(
    () => () => {
      opened.playback.stop();
      opened.store.close();
    },
    [opened],
  );
  return opened;
};

const Whole = ({ view, openHelp }: { readonly view: MatchView; readonly openHelp: () => void }): VNode => (
  <>
    <MatchHead view={view} />
    <ConnectionBanner store={view.store} />
    <div class="match">
      <div class="match-stage">
        <MatchBoard view={view} />
        <Controls view={view} />
      </div>
      <div class="match-side">
        <ResultCard view={view} />
        <MoveList view={view} />
        <StepDetails view={view} />
      </div>
    </div>
    <MatchCharts view={view} />
    <MatchActions view={view} openHelp={openHelp} />
  </>
);

const noGames: readonly string[] = [];

/** What the agents of a match are rated in its game. */
const useSeatRatings = (details: MatchDetails | undefined): MatchView['ratings'] => {
  const game = details?.game.id;
  const tables = useLeaderboards(useMemo(() => (game === undefined ? noGames : [game]), [game]));
  return details?.seats.map(({ agent }) => ratedIn(tables, details.game.id, agent)) ?? [];
};

/** One match, live or over: a live match is a replay whose end moves. */
export const MatchPage = ({ match }: { readonly match: string }): VNode => {
  const { store, playback } = useMatch(match);
  const isFlipped = useSignal(false);
  const isHelpOpen = useSignal(false);
  const flip = (): void => {
    isFlipped.value = !isFlipped.value;
  };
  const toggleHelp = (): void => {
    isHelpOpen.value = !isHelpOpen.value;
  };
  const details = store.details.value;
  const problem = store.problem.value;
  const ratings = useSeatRatings(details);
  useTitle(details?.seats.map(({ name }) => name).join(' – ') ?? 'Match');
  useAddress(match, playback, store);
  useKeys({ playback, flip, toggleHelp });
  if (details === undefined)
    return (
      <>
        <h1>Match</h1>
        {problem === undefined ? <Loading /> : <Failure problem={problem} />}
      </>
    );
  return (
    <>
      <Whole
        view={{ store, playback, details, isFlipped: isFlipped.value, flip, ratings }}
        openHelp={toggleHelp}
      />
      {isHelpOpen.value && <KeyHelp close={toggleHelp} />}
    </>
  );
};
