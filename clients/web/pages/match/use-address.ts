import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MatchStore } from '../../match/match-store.ts';
import type { Playback } from '../../match/playback.ts';
import { formatViewer, parseViewer } from '../../match/viewer.ts';
import { amend, route } from '../../router/router.ts';

/** Browsers refuse pages that change their address more often. */
const writeMs = 300;

/** Keeps the step and the viewer in the address, and follows the address where it is changed from outside. */
export const useAddress = (match: string, playback: Playback, store: MatchStore): void => {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      timer = undefined;
      const at = route.peek();
      if (at.page !== 'match' || at.match !== match) return;
      const as = formatViewer(store.viewer.peek());
      const step = playback.isAtEnd.peek() ? undefined : playback.step.peek();
      if (at.step === step && at.as === as) return;
      amend({
        page: 'match',
        match,
        ...(step !== undefined && { step }),
        ...(as !== undefined && { as }),
      });
    };
    const stopWriting = effect(() => {
      void [playback.step.value, playback.isAtEnd.value, store.viewer.value];
      timer ??= setTimeout(write, writeMs);
    });
    const stopReading = effect(() => {
      const at = route.value;
      if (at.page !== 'match' || at.match !== match || timer !== undefined) return;
      store.setViewer(parseViewer(at.as));
      if (at.step === undefined) playback.goToEnd();
      else if (at.step !== playback.step.peek()) playback.goTo(at.step);
    });
    return () => {
      clearTimeout(timer);
      stopWriting();
      stopReading();
    };
  }, [match, playback, store]);
};
