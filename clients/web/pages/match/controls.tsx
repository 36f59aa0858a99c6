import type { ComponentProps, VNode } from 'preact';
import type { Viewer } from '../../../../games/game.ts';
import { speeds, type Playback, type Speed } from '../../match/playback.ts';
import { formatViewer, parseViewer } from '../../match/viewer.ts';
import { releaseReason } from '../../match/words.ts';
import { Icon } from '../../parts/icon.tsx';
import type { MatchView } from './match-page.tsx';

const Steps = ({ view: { playback, store } }: { readonly view: MatchView }): VNode => {
  const last = Math.max(0, store.frames.value.length - 1);
  const step = playback.step.value;
  return (
    <div class="scrub">
      <input
        type="range"
        min={0}
        max={last}
        value={step}
        aria-label="Step"
        aria-valuetext={`step ${step} of ${last}`}
        onInput={({ currentTarget }) => playback.goTo(Number(currentTarget.value))}
      />
      <output class="small mono">
        {step} / {last}
      </output>
    </div>
  );
};

const Control = ({
  name,
  icon,
  isOff = false,
  isWide = false,
  act,
}: {
  readonly name: string;
  readonly icon: ComponentProps<typeof Icon>['of'];
  readonly isOff?: boolean;
  readonly isWide?: boolean;
  readonly act: () => void;
}): VNode => (
  <button
    class={isWide ? 'button wide' : 'button'}
    type="button"
    onClick={act}
    disabled={isOff}
    aria-label={name}
  >
    <Icon of={icon} />
  </button>
);

const SpeedChoice = ({ playback: { speed, setSpeed } }: { readonly playback: Playback }): VNode => (
  <label class="small">
    <span class="hidden-text">Speed</span>
    <select
      class="select"
      value={String(speed.value)}
      onChange={({ currentTarget }) => setSpeed(Number(currentTarget.value) as Speed)}
    >
      {speeds.map((one) => (
        <option key={one} value={String(one)}>
          {one}×
        </option>
      ))}
    </select>
  </label>
);

const Buttons = ({ view: { playback, store, flip } }: { readonly view: MatchView }): VNode => {
  const isLive = store.scene.value?.status === 'running';
  const { goTo, goToEnd, moveBy, togglePlay } = playback;
  const isPlaying = playback.isPlaying.value;
  const isAtStart = playback.step.value === 0;
  const isAtEnd = playback.isAtEnd.value;
  return (
    <div class="row playback" role="group" aria-label="Playback">
      <Control name="Start" icon="first" isOff={isAtStart} act={() => goTo(0)} />
      <Control name="Step back" icon="back" isOff={isAtStart} act={() => moveBy(-1)} />
      <Control
        name={isPlaying ? 'Pause' : 'Play'}
        icon={isPlaying ? 'pause' : 'play'}
        isWide
        act={togglePlay}
      />
      <Control name="Step on" icon="on" isOff={isAtEnd} act={() => moveBy(1)} />
      <Control name={isLive ? 'Live' : 'End'} icon="last" isOff={isAtEnd} act={goToEnd} />
      <SpeedChoice playback={playback} />
      <Control name="Flip the board" icon="flip" act={flip} />
    </div>
  );
};

/** Through whose eyes the match is seen; a choice once it is released. */
const ViewAs = ({ view: { store, details } }: { readonly view: MatchView }): VNode => {
  const viewer = store.viewer.value;
  if (!details.released)
    return (
      <p class="view-as small faint">
        {viewer !== 'public' && 'Shown as the public sees it. '}
        {releaseReason(details)}
      </p>
    );
  const choices: readonly (readonly [Viewer, string])[] = [
    ['public', 'the public'],
    ...details.seats.map(({ name, role }, seat): [Viewer, string] => [seat, `${name} (${role})`]),
    ['referee', 'the referee, who sees all'],
  ];
  return (
    <label class="view-as row small">
      Seen by
      <select
        class="select"
        value={formatViewer(viewer) ?? 'public'}
        onChange={({ currentTarget }) => store.setViewer(parseViewer(currentTarget.value))}
      >
        {choices.map(([choice, name]) => (
          <option key={String(choice)} value={String(choice)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
};

/** All that moves the replay. */
export const Controls = ({ view }: { readonly view: MatchView }): VNode => (
  <>
    <div class="controls">
      <Steps view={view} />
      <Buttons view={view} />
    </div>
    <ViewAs view={view} />
  </>
);
